"""The guide to operations is true: its commands are typed, in order, and what it deploys is well formed."""

import configparser
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from monitor.cli.call import Call
from tests.monitor.cli.terminal import typed
from tests.monitor.cli.test_help import NAMES, command
from tests.test_docs import DOCS, ROOT

GUIDES = ("operations.md", "operations.zh.md")
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*"))
BLOCK = re.compile(r"(?:<!-- (typed(?:: (\d))?) -->\n)?```console\n(.*?)```", re.DOTALL)


def steps(guide: str) -> Iterator[tuple[str, int | None]]:
    """Yield every line that is typed, with the exit code it ends with; None where it is only read here."""
    page = (DOCS / guide).read_text(encoding="utf-8")
    for is_typed, code, block in BLOCK.findall(page):
        for line in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.MULTILINE)[1:]:
            yield line.strip(), int(code or 0) if is_typed else None


def commands_in(line: str) -> Iterator[list[str]]:
    """Yield the calls of our program in a line of a shell."""
    words = shlex.split(line, comments=True)
    for place, word in enumerate(words):
        if word == "cluster-monitor" or word.endswith("bin/cluster-monitor"):
            rest = words[place + 1 :]
            ends = [number for number, each in enumerate(rest) if each in {"&&", ";", "|", ">"}]
            yield rest[: ends[0]] if ends else rest


def parse(words: list[str]) -> None:
    """Parse a call, without running it.

    Raises:
        click.UsageError: it has no such option.
    """
    names = [" ".join(words[:length]) for length in (2, 1) if " ".join(words[:length]) in NAMES]
    assert names, f"no such command: {words}"
    made, context = command(names[0])
    made.make_context(names[0], words[len(names[0].split()) :], parent=context.parent, obj=Call())


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_is_typed_from_its_first_command_to_its_last(
    guide: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = [(line, code) for line, code in steps(guide) if code is not None]
    assert len(asked) > 20
    for line, code in asked:
        (words,) = commands_in(line)
        said = typed(*words, MONITOR_ACTOR="zhang")
        assert said.code == code, (line, said)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_in_the_guide_is_one(guide: str) -> None:
    lines = [line for line, _ in steps(guide)]
    found = [words for line in lines for words in commands_in(line)]
    assert len(found) > 25
    for words in found:
        parse(words)


def test_both_guides_type_the_same() -> None:
    typed_in = [[(*commands_in(line),) for line, _ in steps(guide)] for guide in GUIDES]
    assert [each for each in typed_in[1] if each not in typed_in[0]] == []


# --- what is deployed -------------------------------------------------------------------------


def unit(file: Path) -> configparser.RawConfigParser:
    read = configparser.RawConfigParser(strict=False, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(file.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize(
    "file", [each for each in UNITS if each.suffix == ".service"], ids=lambda file: file.name
)
def test_a_unit_runs_a_command_that_is_one_without_any_right(file: Path) -> None:
    service = unit(file)["Service"]
    started = re.sub(r"\$\([^)]*\)", "now", service["ExecStart"].replace("'", ""))
    calls = list(commands_in(started))
    assert len(calls) == 1
    parse(calls[0])
    assert service["ProtectSystem"] == "strict"
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert "postgresql" not in file.read_text().replace("postgresql.service", ""), "secrets are credentials"


def test_every_timer_has_its_service() -> None:
    timers = [each for each in UNITS if each.suffix == ".timer"]
    assert len(timers) == 2
    for file in timers:
        assert file.with_suffix(".service") in UNITS
        assert unit(file)["Timer"]["OnCalendar"]


def test_the_compose_file_runs_commands_that_are_one() -> None:
    composed = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8"))
    services = composed["services"]
    ours = [each for each in services.values() if each["image"].startswith("cluster-monitor")]
    assert len(ours) == 3
    for each in ours:
        parse([str(word) for word in each["command"]])
        assert set(each["secrets"]) <= composed["secrets"].keys()
        assert each["cap_drop"] == ["ALL"]
    assert [name for name, each in services.items() if "ports" in each] == ["proxy"]
    address = services["proxy"]["networks"]["inside"]["ipv4_address"]
    assert address in services["monitor-1"]["command"], "the proxy that is believed is this one"


def test_the_proxy_knows_the_replicas_that_there_are() -> None:
    composed = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text(encoding="utf-8"))
    conf = (DEPLOY / "compose" / "nginx.conf").read_text(encoding="utf-8")
    replicas = {name for name in composed["services"] if name.startswith("monitor-")}
    assert set(re.findall(r"server ([\w-]+):8000", conf)) == replicas
    assert conf.count("{") == conf.count("}")


def test_the_image_takes_only_what_there_is() -> None:
    made = (DEPLOY / "compose" / "Containerfile").read_text(encoding="utf-8")
    copied = [
        line.split()[1:-1] for line in made.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    assert [each for names in copied for each in names if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("script", sorted((DEPLOY / "airgap").glob("*.sh")), ids=lambda file: file.name)
def test_a_script_is_one_that_a_shell_can_read(script: Path) -> None:
    read = subprocess.run(["sh", "-n", script], check=False, capture_output=True)  # noqa: S603, S607 - our own words
    assert (read.returncode, read.stderr) == (0, b"")
    assert "set -eu" in script.read_text()
