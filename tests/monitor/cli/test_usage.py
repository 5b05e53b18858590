"""How the command line refuses: one sentence each, in either language, with the right exit code."""

from pathlib import Path

import pytest

from domain.refusal import RefusedError
from monitor.answers.refusals import refusal_sentence
from monitor.cli.call import Call, language_of
from monitor.cli.failures import told
from tests.monitor.cli.terminal import CLUSTER, Terminal, typed

MISUSES = [
    (["statu"], ["status", "cluster-monitor --help"]),
    (["calendar", "dew"], ["due", "calendar --help"]),
    (["xyzzy"], ["xyzzy"]),
    (["status", "--onn", "2026-01-01"], ["--onn", "--on", "status --help"]),
    (["status", "--zzz"], ["--zzz"]),
    (["status", "--on"], ["--on"]),
    (["status", "--on", "2026-02-30"], ["--on", "2026-02-30", "2025-03-30"]),
    (["status", "--on", "1800-01-01"], ["1949"]),
    (["status", "--json=yes"], ["--json"]),
    (["status", "a", "b"], ["b"]),
    (["status", ""], ["CLUSTER"]),
    (["status", "--limit", "0"], ["--limit", "1"]),
    (["status", "--lang", "fr"], ["fr", "zh en"]),
    (["history"], ["CLUSTER"]),
    (["import"], ["FILE"]),
    (["record"], ["TYPE"]),
    (["record", "review-applied", CLUSTER], ["--on"]),
    (["completion", "tcsh"], ["bash"]),
    (["rulebook", ""], ["EDITION"]),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("words", "named"), MISUSES, ids=[" ".join(words) for words, _ in MISUSES])
def test_a_misuse_is_one_sentence_with_what_is_allowed(
    words: list[str], named: list[str], language: str
) -> None:
    said = typed(*words, MONITOR_LANG=language)
    assert (said.code, said.out, len(said.sentences)) == (2, "", 1)
    assert all(name in said.err for name in named)
    is_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in said.err)
    assert is_chinese == (language == "zh")


def test_no_command_shows_the_help_and_is_a_misuse() -> None:
    for words in ([], ["calendar"]):
        said = typed(*words)
        assert (said.code, said.out) == (2, "")
        assert "用法：" in said.err


@pytest.mark.parametrize(
    ("words", "variable", "expected"),
    [
        ([], None, "zh"),
        ([], "en", "en"),
        ([], "en_US.UTF-8", "en"),
        ([], "fr", "zh"),
        (["--lang", "zh"], "en", "zh"),
        (["--lang=en"], None, "en"),
        (["--lang"], "en", "en"),
    ],
)
def test_the_language_is_asked_else_set_else_chinese(
    words: list[str], variable: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONITOR_LANG", raising=False)
    if variable:
        monkeypatch.setenv("MONITOR_LANG", variable)
    assert language_of(words) == expected


# --- exit codes -------------------------------------------------------------------------------


def test_exit_codes_one_by_one(told: Terminal, tmp_path: Path) -> None:
    assert told.types("status", CLUSTER).code == 0
    assert told.types("record", "review-decided", CLUSTER, "--on", "2026-11-20").code == 2
    assert told.types("tick", at="2026-01-01").code == 3
    assert told.types("status", "nobody").code == 4
    assert typed("rulebook", "atlantis-2022").code == 4
    assert typed("status", "--db", str(tmp_path / "none.db")).code == 5
    assert typed("status", "--db", "postgresql+psycopg://u:secret@127.0.0.1:1/x").code == 5
    assert typed("status", "--db", "mysql://x/y").code == 2


def test_the_answer_no_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    error = RefusedError("no-objection", kind="answer-is-no", cluster="c")
    assert told_to_us(error) == 1
    assert capsys.readouterr().err.count("\n") == 1


def told_to_us(error: BaseException, *, debug: bool = False) -> int:
    return told(error, Call(debug=debug))


def test_a_fault_of_ours_is_one_sentence_without_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert told_to_us(ZeroDivisionError("a\x1b[31m\nb")) == 70
    err = capsys.readouterr().err
    assert "--debug" in err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    told_to_us(ZeroDivisionError("boom"), debug=True)
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_an_interrupt_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert told_to_us(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "已中断。\n"


def test_the_article_stands_in_brackets_at_the_end() -> None:
    error = RefusedError("no-objection", article="第十六条", cluster="c")
    assert refusal_sentence(error, "zh").endswith("（第十六条）")
    assert refusal_sentence(error, "en").endswith("(第十六条)")


def test_a_refusal_without_a_sentence_still_says_what_it_is() -> None:
    error = RefusedError("brand-new", cluster="c")
    assert "brand-new" in refusal_sentence(error, "zh")


# --- hostile words ----------------------------------------------------------------------------

HOSTILE = [
    "\x1b[2J\x1b[31mred",
    "\u202eevil",
    "'; DROP TABLE events; --",
    "../../etc/passwd",
    "{0.__class__}",
    "%s%n",
    "[bold]x[/bold]",
    "a" * 10_000,
    "一\u200b二",
    "-",
    "--",
    "=",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_refused_in_one_harmless_sentence(told: Terminal, words: str) -> None:
    tries = [
        ["status", words],
        ["history", words],
        ["rulebook", words],
        ["record", words, CLUSTER, "--on", "2026-11-20"],
        ["record", "annual-report-filed", words, "--on", "2026-11-20", "year=2025"],
        ["record", "annual-report-filed", CLUSTER, "--on", "2026-11-20", words],
        ["assess-criteria", "fujian-2022", words],
        ["due", "--within", words],
        ["status", "--on", words],
    ]
    for each in tries:
        said = told.types(*each)
        assert said.code in (0, 2, 4), (each, said)
        assert not any(letter in said.err + said.out for letter in "\x1b\u202e\u200b")
        assert "Traceback" not in said.err


def test_markup_in_names_is_shown_as_it_stands(terminal: Terminal) -> None:
    name = "[bold red]甲[/] {x} :smile:"
    fact = {
        "type": "cluster-recognised",
        "cluster": "c",
        "effective_on": "2023-07-10",
        "data": {"programme": "fujian", "name": name, "province": "省", "city": "市", "county": "\u202e县"},
    }
    assert terminal.imports(fact).code == 0
    for words in (["status"], ["status", "c"]):
        out = terminal.types(*words).out
        assert name in out
        assert "\u202e" not in out


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b"{", b'{"area_km2": NaN}', b"\xff", b'{"a": "b"}', b'{"a": 1e999}']
)
def test_bad_indicators_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "indicators.json"
    path.write_bytes(content)
    said = typed("assess-criteria", "fujian-2022", str(path))
    assert (said.code, said.out, len(said.sentences)) == (2, "", 1)
