"""Every refusal, attention, finding and value has its words, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from domain import findings, windows
from domain.calendar import Why
from domain.decide_case import _NO_APPEAL
from domain.events import FINDINGS
from domain.findings import Basis, Certainty
from domain.obligations import State as ObligationState
from domain.proceedings import STATES
from domain.spells import State as GroundState
from domain.standing import StandingName
from domain.text import GroundCode
from monitor.wording import SENTENCES, TABLES
from monitor.wording.telling import attention_text, finding_text
from monitor.wording.terms import TERMS
from projections.tallies import MEASURES

ROOT = Path(__file__).parents[3]
RAISERS = ("RefusedError", "ConflictError", "refuse")
ALWAYS = {"refuse": {"cluster"}}


def sources(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield name, node


def literals(node: ast.expr) -> list[str]:
    """Return the texts that an expression may be: a literal, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*literals(node.body), *literals(node.orelse)]
    return []


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Yield where a refusal is raised, its code, and the values it names (None: handed on)."""
    for path, tree in sources("domain", "monitor", "projections", "scheduler"):
        for name, node in calls(tree):
            if name in RAISERS and node.args:
                named = {word.arg for word in node.keywords}
                values = None if None in named else {str(each) for each in named}
                for code in literals(node.args[0]):
                    given = None if values is None else values | ALWAYS.get(name, set())
                    if path.name != "event_tables.py":  # names them where it is caught
                        yield f"{path.name}:{node.lineno}", code, given


REFUSALS = sorted(
    {(place, code, tuple(sorted(values or ())), values is None) for place, code, values in raised()}
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("place", "code", "values", "handed_on"), REFUSALS)
def test_every_refusal_has_a_sentence_with_its_values(
    place: str, code: str, values: tuple[str, ...], handed_on: bool
) -> None:
    assert code in SENTENCES, f"{place} raises {code}"
    for sentence in SENTENCES[code]:
        assert handed_on or placeholders(sentence) <= set(values) - {"kind", "article"}, place


def test_every_code_that_is_looked_up_before_it_is_raised_has_a_sentence() -> None:
    codes = {"event-form-newer", "event-form-unknown", "event-form-mismatch", "event-form-unreadable"}
    codes |= {"database-busy", "database-unavailable", "database-not-initialised", "database-outdated"}
    codes |= {
        "database-newer",
        "clock-before-last-record",
        "stream-changed",
        "key-taken",
        *_NO_APPEAL.values(),
    }
    assert codes <= SENTENCES.keys()


def test_both_languages_say_the_same() -> None:
    for code, (chinese, english) in SENTENCES.items():
        extra = placeholders(chinese) ^ placeholders(english)
        assert not {name for name in extra if not name.endswith("_zh") and f"{name}_zh" not in extra}, code
        assert chinese, code


def test_no_code_has_two_sentences() -> None:
    codes = [code for table in TABLES for code in table]
    assert sorted(codes) == sorted(set(codes))


# --- attentions and findings ------------------------------------------------------------------


def attention_codes() -> set[str]:
    found = {"deadline-near", "provisional-date", "boundary-date"}
    for path, tree in sources("domain"):
        if not path.name.startswith(("attention", "doubt", "conclusions", "reminders")):
            continue
        for _, node in calls(tree):
            found |= {text for word in node.keywords if word.arg == "code" for text in literals(word.value)}
        for name, node in calls(tree):
            if name.startswith("_") or name == "Attention":
                found |= {text for each in node.args for text in literals(each) if "-" in text}
    return found


@pytest.mark.parametrize("code", sorted(attention_codes()))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_attention_has_its_text(code: str, language: str) -> None:
    answer = {
        "code": code,
        "since": "2026-01-01",
        "subject": "appeal c1",
        "due_on": "2026-02-28",
        "days_left": 7,
    }
    text = attention_text(answer, "en" if language == "en" else "zh")
    assert text
    assert "None" not in text


def test_every_type_of_finding_has_its_sentence() -> None:
    for kind in FINDINGS:
        assert kind == "attention" or f"finding-{kind}" in SENTENCES


def test_a_finding_names_what_it_is_about() -> None:
    ground = {
        "type": "ground-cured",
        "code": "incident",
        "limb": "work-safety",
        "subject": "i1",
        "reason": "downgraded",
    }
    assert finding_text(ground, "zh") == "情形消除：事故与重大问题（安全事故）i1，原因：事件已降级"
    assert "i1" in finding_text(ground, "en")


# --- the words for values ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("standing", get_args(StandingName)),
        ("obligation-state", get_args(ObligationState)),
        ("window", get_args(windows.Kind)),
        ("window-state", get_args(windows.State)),
        ("ground", get_args(GroundCode)),
        ("ground-state", get_args(GroundState)),
        ("case-state", tuple(STATES.values())),
        ("basis", get_args(Basis)),
        ("certainty", get_args(Certainty)),
        ("why", (*get_args(Why), "event-day")),
        ("measure", MEASURES),
        ("outcome", get_args(findings.WindowClosed.__annotations__["outcome"])),
    ],
)
def test_every_value_has_a_word(kind: str, values: tuple[str, ...]) -> None:
    assert set(values) <= TERMS[kind].keys()


def test_every_reason_of_the_domain_has_a_word() -> None:
    reasons = set()
    for _, tree in sources("domain"):
        for _, node in calls(tree):
            reasons |= {
                text for word in node.keywords if word.arg == "reason" for text in literals(word.value)
            }
    assert {text for text in reasons if re.fullmatch(r"[a-z-]+", text)} <= TERMS["reason"].keys()
