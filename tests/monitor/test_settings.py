"""A setting is looked for in one order, told where it is from, and never shows what is secret."""

from pathlib import Path

import pytest

from domain.refusal import RefusedError
from monitor.bootstrap import provider_values
from monitor.settings import ACCESS_KEY, ACTOR, DATABASE_URL, SETTINGS, read_sources
from tests.monitor.cli.terminal import typed
from tests.test_docs import DOCS, headings

SECRET = "marker-5f1d"  # noqa: S105 - a marker, no secret
URL = f"postgresql://monitor:{SECRET}@db/monitor"


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """An environment that names a settings file and a folder of credentials."""
    (tmp_path / "credentials").mkdir()
    (tmp_path / "settings.toml").write_text('database_url = "of-file.db"\nactor = "of-file"\n')
    (tmp_path / "credentials" / "database_url").write_text("of-credential.db\n")
    return {
        "MONITOR_SETTINGS": str(tmp_path / "settings.toml"),
        "CREDENTIALS_DIRECTORY": str(tmp_path / "credentials"),
    }


def test_option_environment_credential_file_and_default_win_in_this_order(places: dict[str, str]) -> None:
    all_set = read_sources({**places, "MONITOR_DATABASE_URL": "of-environment.db"})
    assert all_set.find(DATABASE_URL, "of-option.db")[1:] == ("of-option.db", "option")
    assert all_set.find(DATABASE_URL)[1:] == ("of-environment.db", "environment")
    assert read_sources(places).find(DATABASE_URL)[1:] == ("of-credential.db", "credential")
    assert read_sources(places).find(ACTOR)[1:] == ("of-file", "file")
    assert read_sources({}).find(DATABASE_URL)[1:] == ("cluster-monitor.db", "default")
    assert read_sources({}).find(ACCESS_KEY)[1:] == (None, "default")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nonsense = 1", "access_key"),
        ("actor = 1", 'actor = "…"'),
        ("actor = \n", "line 1"),
        (f'access_key = "{SECRET}\n"', "line 1"),
        ('lang = "en"', "access_key"),
    ],
)
def test_a_settings_file_with_a_slip_is_refused_and_not_repeated(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(RefusedError, match="settings-not-accepted") as refused:
        read_sources({"MONITOR_SETTINGS": str(path)})
    assert told in refused.value.values["reason"]
    assert SECRET not in str(refused.value.values)


@pytest.mark.parametrize("content", [None, b"\xff", b"#" * 70_000])
def test_a_settings_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "settings.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RefusedError, match="file-not-read"):
        read_sources({"MONITOR_SETTINGS": str(path)})


@pytest.mark.parametrize("words", [["--json"], ["--lang", "en"], []])
def test_config_show_names_every_setting_and_no_secret(words: list[str]) -> None:
    said = typed("config", "show", *words, MONITOR_DATABASE_URL=URL, MONITOR_ACCESS_KEY=SECRET)
    assert (said.code, said.err) == (0, "")
    assert all(setting.name in said.out for setting in SETTINGS)
    assert "postgresql://monitor:***@db/monitor" in said.out
    assert SECRET not in said.out


def test_config_show_says_where_a_value_is_from_and_what_does_nothing() -> None:
    said = typed("config", "show", "--db", "x.db", "--json", MONITOR_ACTOR="zhang", MONITOR_DATABSE_URL="y")
    found = {each["name"]: (each["value"], each["origin"]) for each in said.json["settings"]}
    assert found["MONITOR_DATABASE_URL"] == ("x.db", "option")
    assert found["MONITOR_ACTOR"] == ("zhang", "environment")
    assert said.json["unknown"] == ["MONITOR_DATABSE_URL"]
    assert "MONITOR_DATABSE_URL" in typed("config", "show", MONITOR_DATABSE_URL="y").out


def test_a_command_takes_its_database_from_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f'database_url = "{tmp_path}/of-file.db"\n')
    said = typed("init", MONITOR_SETTINGS=str(tmp_path / "settings.toml"))
    assert said.code == 0, said
    assert (tmp_path / "of-file.db").exists()


def test_every_setting_has_its_heading() -> None:
    assert {setting.name for setting in SETTINGS} <= headings(DOCS / "configuration.md")


def test_a_provider_is_set_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provider_values() is None
    monkeypatch.setenv("MONITOR_PROVIDER_ISSUER", "https://id.example")
    monkeypatch.setenv("MONITOR_PROVIDER_CLIENT", "monitor")
    with pytest.raises(RefusedError, match="provider-half-set") as refused:
        provider_values()
    assert refused.value.values["missing"] == "MONITOR_PROVIDER_SECRET, MONITOR_PROVIDER_RETURN"
    monkeypatch.setenv("MONITOR_PROVIDER_SECRET", SECRET)
    monkeypatch.setenv("MONITOR_PROVIDER_RETURN", "https://monitor.example/back")
    assert provider_values() == ("https://id.example", "monitor", SECRET, "https://monitor.example/back")
    assert SECRET not in typed("config", "show", "--json").out


def test_a_credential_that_cannot_be_read_is_named_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "database_url").symlink_to("/proc/self/mem")  # a file of which the beginning cannot be read
    with pytest.raises(RefusedError, match="file-not-read"):
        read_sources({"CREDENTIALS_DIRECTORY": str(tmp_path)})


def test_credentials_that_cannot_be_looked_for_are_not_taken_for_none(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="file-not-read"):
        read_sources({"CREDENTIALS_DIRECTORY": str(tmp_path / ("x" * 300))})
