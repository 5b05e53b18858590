"""What the documents must hold, found in the code itself."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from domain import obligations, spells, windows
from domain.decide import RULES
from domain.events import Event, type_name
from domain.proceedings import STATES
from domain.rulebook_checks import READINGS
from domain.standing import StandingName
from monitor.audit.papers import verifier
from monitor.cli.grammar import COMMANDS
from monitor.version import VERSION
from monitor.wording.proofs import PROOFS
from monitor.wording.replay import REPLAY
from monitor.wording.verification import VERIFICATION
from scheduler.plan import JOBS
from tools import describe_commands, describe_events

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PACKAGES = ("domain", "monitor", "projections", "scheduler")
VARIABLE = re.compile(r"_?[A-Z]+(_[A-Z]+)+")
# Spelled so that this file does not hold what it looks for.
UNWANTED = re.compile(
    r"(?<!\w)/(?:work|tmp|root)\b(?!-)|\b(?:pypi|pythonhosted|npmjs|anaconda)\.(?:org|com)\b"
)


def headings(page: Path) -> set[str]:
    lines = page.read_text(encoding="utf-8").splitlines()
    return {line.lstrip("# ").replace("`", "") for line in lines if line.startswith("#")}


def code_words(page: Path) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")))


# --- complete ---------------------------------------------------------------------------------


def test_every_event_has_its_heading() -> None:
    assert {type_name(kind) for kind in get_args(Event)} <= headings(DOCS / "events.md")


def test_the_page_of_events_is_current() -> None:
    assert (DOCS / "events.md").read_text(encoding="utf-8") == describe_events.page()


@pytest.mark.parametrize("command", [each.name for each in COMMANDS])
def test_every_command_has_its_page_which_is_current(command: str) -> None:
    file = describe_commands.file_of(command)
    assert f"cluster-monitor {command}" in headings(DOCS / "commands" / file)
    assert (DOCS / "commands" / file).read_text(encoding="utf-8") == describe_commands.pages()[file]


def test_the_folder_of_commands_holds_their_pages_only_and_its_index_is_current() -> None:
    pages = describe_commands.pages()
    assert {file.name for file in (DOCS / "commands").iterdir()} == set(pages)
    assert (DOCS / "commands" / "README.md").read_text(encoding="utf-8") == pages["README.md"]


def test_every_job_has_its_heading() -> None:
    assert {job.name for job in JOBS} <= headings(DOCS / "jobs.md")


def variables(file: Path) -> Iterator[str]:
    """Yield the names of environment variables in a module: ours, and whatever else it reads by name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value
            if VARIABLE.fullmatch(name) and "MONITOR_" in name:
                yield name
        if isinstance(node, (ast.Call, ast.Subscript)) and reads_environment(node):
            read = node.args[0] if isinstance(node, ast.Call) else node.slice
            yield str(read.value) if isinstance(read, ast.Constant) else ast.unparse(read)


def reads_environment(node: ast.Call | ast.Subscript) -> bool:
    if isinstance(node, ast.Subscript):
        return ast.unparse(node.value).endswith("os.environ")
    return ast.unparse(node.func) in {"os.environ.get", "os.getenv", "environ.get", "getenv"}


def test_every_environment_variable_has_its_heading() -> None:
    files = chain.from_iterable((ROOT / package).rglob("*.py") for package in PACKAGES)
    found = {name for file in files for name in variables(file)}
    assert "MONITOR_DATABASE_URL" in found
    assert found <= headings(DOCS / "configuration.md")


def test_every_state_is_in_the_lifecycle() -> None:
    states = {
        *get_args(StandingName),
        *STATES.values(),
        *get_args(obligations.State),
        *get_args(windows.Kind),
        *get_args(windows.State),
        *get_args(spells.State),
    }
    assert states <= code_words(DOCS / "lifecycle.md")


def test_every_fact_that_can_be_refused_is_in_the_lifecycle() -> None:
    assert {type_name(kind) for kind in RULES} <= code_words(DOCS / "lifecycle.md")


def refusals(file: Path) -> set[str]:
    """Return the codes with which a module refuses a fact."""
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = [call.args[0] for call in calls if ast.unparse(call.func) == "refuse" and call.args]
    return {each.value for each in named if isinstance(each, ast.Constant) and isinstance(each.value, str)}


@pytest.mark.parametrize("module", ["bench", "decide", "decide_case", "decide_cluster"])
def test_every_refusal_of_a_fact_is_in_the_lifecycle(module: str) -> None:
    found = refusals(ROOT / "domain" / f"{module}.py")
    assert found
    assert found <= code_words(DOCS / "lifecycle.md")


def test_every_choice_and_its_readings_are_told() -> None:
    page = (DOCS / "rulebooks.md").read_text(encoding="utf-8")
    for choice, readings in READINGS.items():
        told = ", ".join(f"`{str(each).lower()}`" for each in readings)
        assert f"| `{choice}` | {told} |" in page


def test_every_decision_on_the_design_has_context_decision_and_consequences() -> None:
    for page in (DOCS / "adr").glob("*.md"):
        assert headings(page) >= {"Context", "Decision", "Consequences"}, page.name


def test_the_recipes_are_short() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = page.partition("## Four recipes")[2].partition("\n## ")[0].split("\n### ")[1:]
    assert len(recipes) == 4
    assert [recipe for recipe in recipes if len(recipe.strip().splitlines()) > 10] == []


# --- the guide for auditors, in Chinese and in English ------------------------------------------

GUIDES = [("auditor-guide.zh.md", 0), ("auditor-guide.md", 1)]
HEADLINES = {"holds", "fails", "what-dossier", "what-dossier-only", "what-absence", "what-unknown"}


def sentences(*sources: tuple[dict[str, tuple[str, str]], str], language: int) -> set[str]:
    """Return what can be said under codes with a prefix, what is filled in left out."""
    found = (words for source, prefix in sources for code, words in source.items() if code.startswith(prefix))
    return {re.sub(r"\{\w+\}", "…", words[language]).rstrip("。.") for words in found}


def guide(page: str) -> str:
    """Return the text of a guide, its lines joined as a browser would."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.sub(r"\n(?=\S)", " " if page == "auditor-guide.md" else "", text).replace("**", "")


@pytest.mark.parametrize(("page", "language"), GUIDES)
def test_the_guide_explains_all_that_the_verifier_of_dossiers_can_say(page: str, language: int) -> None:
    told = {code: words for code, words in verifier.SENTENCES.items() if code not in HEADLINES}
    found = sentences((told, ""), language=language)
    assert len(found) > 30
    assert {each for each in found if f"| {each}" not in guide(page)} == set()


@pytest.mark.parametrize(("page", "language"), GUIDES)
def test_the_guide_explains_all_that_the_check_of_the_log_can_say(page: str, language: int) -> None:
    found = sentences((VERIFICATION, "fault-"), language=language)
    assert len(found) > 20
    assert {each for each in found if f"| {each}" not in guide(page)} == set()


@pytest.mark.parametrize(("page", "language"), GUIDES)
def test_the_guide_names_every_class_and_reason_of_a_replay(page: str, language: int) -> None:
    found = sentences((REPLAY, "replay-class-"), (REPLAY, "replay-reason-"), language=language)
    assert len(found) > 10
    assert {each for each in found if each not in guide(page)} == set()


@pytest.mark.parametrize(("page", "language"), GUIDES)
def test_the_guide_says_why_a_receipt_may_not_hold(page: str, language: int) -> None:
    reasons = ("receipt-note-bad", "receipt-proof-bad", "receipt-vouched", "receipt-event-")
    found = sentences(*((PROOFS, reason) for reason in reasons), language=language)
    assert len(found) == 5
    assert {each for each in found if each not in guide(page)} == set()


@pytest.mark.parametrize("page", [page for page, _ in GUIDES])
def test_the_guide_names_every_part_of_a_certificate_or_proof_that_may_be_wrong(page: str) -> None:
    source = Path(verifier.__file__).read_text(encoding="utf-8")
    parts = set(re.findall(r'part="(\w+)"', source))
    assert "opens_on" in parts
    assert parts <= code_words(DOCS / page)


def test_both_guides_walk_through_the_same_commands() -> None:
    chinese, english = (
        re.findall(r"^\$ (.*)$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
        for page, _ in GUIDES
    )
    assert chinese == [each.replace(" --lang en", "") for each in english]


# --- true -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    relative = [each.partition("#")[0] for each in targets if not re.match(r"[a-z]+:", each)]
    assert [each for each in relative if each and not (page.parent / each).exists()] == []


def anchors(page: Path) -> set[str]:
    """Return what links may name in a page: its headings as the viewers of repositories write them."""
    marked = re.findall(r'<a id="([^"]+)"', page.read_text(encoding="utf-8"))
    return {*marked, *(re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings(page))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_into_a_page_leads_to_a_heading_of_it(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s:]*)#([^)\s]+)\)", page.read_text(encoding="utf-8"))
    targets = [((page.parent / name) if name else page, anchor) for name, anchor in links]
    lost = [anchor for target, anchor in targets if anchor not in anchors(target)]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_of_the_code_that_a_page_names_is_there(page: Path) -> None:
    named = [word for word in code_words(page) if re.match(rf"({'|'.join(PACKAGES)}|tests|tools)/", word)]
    assert [each for each in named if "EDITION" not in each and not any(ROOT.glob(each))] == []


def project_files() -> list[Path]:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603 - our own words
    return [ROOT / name for name in found.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_path_of_a_machine_or_a_package_registry() -> None:
    texts = {file: file.read_bytes().decode(errors="ignore") for file in project_files()}
    found = [(file.relative_to(ROOT), UNWANTED.findall(text)) for file, text in texts.items()]
    assert [(str(file), unwanted) for file, unwanted in found if unwanted] == []


def test_the_version_is_one_and_has_its_entry_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_release_names_the_provinces_and_periods_it_touches() -> None:
    released = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## [")[2:]
    assert released
    assert [each for each in released if "Provinces:" not in each or "Impacted periods:" not in each] == []
