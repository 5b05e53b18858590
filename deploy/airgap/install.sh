#!/bin/sh
# Install a packed release without a network. usage: install.sh TARGET SHA256-OF-SHA256SUMS [PYTHON]
set -eu
target=$1 expected=$2 python=${3:-python3}
cd "$(dirname "$0")"
echo "$expected  SHA256SUMS" | sha256sum --check --quiet
sha256sum --check --quiet --strict SHA256SUMS
"$python" -m venv "$target"
"$target/bin/pip" install --quiet --no-index --find-links wheels --require-hashes --requirement runtime.txt
"$target/bin/pip" install --quiet --no-index --no-deps --force-reinstall cluster_monitor-*.whl
"$target/bin/cluster-monitor" --version
