# Everything runs in .venv, made on first use from the hash-pinned lock files in requirements/.
# A fresh Debian 12 needs only python3 (3.11) and make; root gets python3-venv by itself.

PYTHON ?= python3
BIN := .venv/bin
DEMO ?= demo.db
PACK ?= cluster-monitor-release
YEARS ?= 48

.PHONY: help demo look test check lock bench soak simulate pack clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.venv/runtime: requirements/runtime.txt pyproject.toml
	@sh tools/make-venv.sh $(PYTHON)
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/runtime.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

.venv/dev: requirements/dev.txt pyproject.toml .venv/runtime
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

.venv/programs: tools/get-programs.sh .venv/dev
	@sh tools/get-programs.sh
	@touch $@

demo: .venv/runtime ## fill a simulation database with real clusters and synthetic histories, print the board
	@rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/cluster-monitor demo --db $(DEMO)

look: .venv/runtime ## serve the pages over the demonstration, with an account to look at them by
	@sh tools/look.sh $(BIN)/cluster-monitor $(DEMO)

test: .venv/dev .venv/programs ## run every test, on SQLite and a real PostgreSQL, with a real browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/dev ## style, types, architecture, coverage of the domain
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/domain -q --cov=domain --cov-branch --cov-fail-under=100

bench: .venv/dev ## measure, each figure as a ratio to its baseline in the same run
	$(BIN)/python -m benchmarks

soak: .venv/dev ## real faults and their controls, each a line; LONG=1 for the long forms (hours)
	$(BIN)/python -m tests.faults $(if $(LONG),--long)

simulate: .venv/dev ## simulate years of supervision from seeds, checking the twelve invariants
	$(BIN)/python -m tests.simulation --years $(YEARS)

lock: ## pin all dependencies anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --upgrade --constraint requirements/constraints.txt --output-file requirements/runtime.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet --upgrade --constraint requirements/runtime.txt \
		--output-file requirements/dev.txt

pack: ## pack the release for a machine without a network into the folder PACK
	sh deploy/airgap/pack.sh $(PACK) $(PYTHON)

clean: ## remove what was made
	rm -rf .venv $(DEMO) $(DEMO)-wal $(DEMO)-shm .mypy_cache .ruff_cache .pytest_cache .coverage
