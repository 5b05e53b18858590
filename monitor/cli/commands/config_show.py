"""config show: every setting, its value where it may be shown, and where that is from."""

import msgspec

from monitor.bootstrap import settings
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import NOTHING, Screen, shown
from monitor.settings import DATABASE_URL, SETTINGS, Found


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Show the settings as any other command would find them."""
    sources = settings()
    found = [sources.find(each, call.db if each is DATABASE_URL else None) for each in SETTINGS]
    if call.as_json:
        write_json({"settings": [*map(_answer, found)], "unknown": sources.unknown})
        return
    screen = Screen(call)
    screen.table(
        ("setting", "setting-value", "origin"),
        [[each.setting.name, _value(each), screen.term("origin", each.origin)] for each in found],
    )
    if sources.unknown:
        screen.says("settings-unknown", names=", ".join(map(shown, sources.unknown)))


def _answer(found: Found) -> dict[str, str | bool | None]:
    return {
        "name": found.setting.name,
        "value": found.shown,
        "origin": found.origin,
        "is_secret": found.setting.sort == "secret",
        "option": found.setting.option,
    }


def _value(found: Found) -> str:
    return NOTHING if found.shown is None else shown(found.shown)
