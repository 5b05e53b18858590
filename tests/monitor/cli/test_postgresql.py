"""The same commands on a real PostgreSQL."""

from pathlib import Path

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal


def on_postgres(url: str, folder: Path) -> Terminal:
    terminal = Terminal(folder)
    terminal.db = url
    return terminal


def test_the_story_of_the_contract_is_told_on_postgresql(bare_postgresql_url: str, tmp_path: Path) -> None:
    there = on_postgres(bare_postgresql_url, tmp_path)
    assert there.types("status").code == 5
    there.initialised()
    assert there.imports(*STORY).code == 0
    assert there.imports(*STORY).code == 3
    found = there.types("tick", "--json").json
    assert there.types("tick", "--json").json == []
    here = Terminal(tmp_path).with_story()
    assert [each["type"] for each in here.types("tick", "--json").json] == [each["type"] for each in found]
    for words in (["status", CLUSTER], ["status"], ["due"], ["history", CLUSTER], ["statistics"], ["alerts"]):
        assert there.types(*words, "--json").json == here.types(*words, "--json").json
    assert there.types("rebuild").code == 0
    assert there.types("export").out == here.types("export").out
