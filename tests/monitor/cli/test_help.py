"""Help: every command, every parameter, both languages, one example that can be typed."""

import shlex

import click
import pytest

from monitor.cli.door import Group, cli
from monitor.cli.grammar import COMMANDS
from monitor.cli.help import display_width, example_of, parameter_help, short_help, wrapped
from monitor.wording import Language
from tests.monitor.cli.terminal import typed

NAMES = [each.name for each in COMMANDS]
PROMISED = {
    "access policy",
    "access record",
    "alert acknowledge",
    "alert list",
    "alert snooze",
    "alerts",
    "assess-criteria",
    "backup",
    "calendar due",
    "calendar notice",
    "calendar override",
    "calendar year",
    "certificate",
    "channel add",
    "channel list",
    "channel messages",
    "channel retry",
    "channel stop",
    "channel test",
    "checkpoint keygen",
    "checkpoint show",
    "checkpoint sign",
    "completion",
    "config show",
    "demo",
    "dossier",
    "due",
    "export",
    "feed close",
    "feed list",
    "feed open",
    "grant add",
    "grant list",
    "grant remove",
    "health",
    "history",
    "import",
    "init",
    "interpretations",
    "law",
    "paper draft",
    "paper templates",
    "quarantine",
    "rebuild",
    "receipt",
    "record",
    "replay",
    "report-matrix",
    "restore",
    "rulebook",
    "rulebooks",
    "self-audit",
    "serve",
    "statistics",
    "status",
    "templates",
    "tick",
    "timestamp add",
    "timestamp request",
    "timestamp show",
    "token issue",
    "token list",
    "token revoke",
    "user add",
    "user disable",
    "user list",
    "user password",
    "user second-factor",
    "user subject",
    "verify",
    "watch",
    "webhook add",
    "webhook deliveries",
    "webhook list",
    "webhook remove",
    "webhook resume",
    "webhook retry",
    "webhook secret",
    "what-if",
}
LANGUAGES: tuple[Language, Language] = ("zh", "en")


def command(name: str) -> tuple[click.Command, click.Context]:
    context = click.Context(cli, info_name="cluster-monitor")
    for word in name.split():
        group = context.command
        assert isinstance(group, Group)
        found = group.get_command(context, word)
        assert found is not None
        context = click.Context(found, parent=context, info_name=word)
    return context.command, context


def test_the_commands_are_those_of_the_contract() -> None:
    assert set(NAMES) == PROMISED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_help_names_every_parameter_and_an_example(name: str, language: Language) -> None:
    said = typed(*name.split(), "--help", "--lang", language)
    assert (said.code, said.err) == (0, "")
    made, context = command(name)
    for param in made.get_params(context):
        assert parameter_help(name, param, language).split()[0] in said.out
    assert f"cluster-monitor {name}" in said.out
    assert short_help(name, language) in said.out.replace("\n", "")
    assert max(map(display_width, said.out.splitlines())) <= 130


@pytest.mark.parametrize("name", NAMES)
def test_the_example_can_be_typed(name: str) -> None:
    words = shlex.split(example_of(name).partition(" > ")[0])
    assert words[: 1 + len(name.split())] == ["cluster-monitor", *name.split()]
    made, context = command(name)
    made.make_context(name, words[1 + len(name.split()) :], parent=context.parent, obj=_Anything())


class _Anything:
    """Stands for a call: it can be told anything."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_commands_is_quick_and_whole(language: Language) -> None:
    out = typed("--help", MONITOR_LANG=language).out
    assert all(name.split()[0] in out for name in NAMES)
    assert typed("--version").out.startswith("cluster-monitor 0.")


def test_chinese_lines_are_broken_by_their_width() -> None:
    lines = list(wrapped("申诉期自收到决定之日起算 fifteen working days", 12))
    assert all(display_width(line) <= 12 for line in lines)
    assert "".join(lines).replace(" ", "") == "申诉期自收到决定之日起算fifteenworkingdays"
