"""Every setting of the program: its name, what it is when nothing is set, and where its value is from.

Promise: a setting is declared here once, and its value is looked for in one order: option, environment,
credential file, settings file, default. What is secret is never shown.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from domain.refusal import RefusedError
from monitor.redaction import HIDDEN, without_secrets

Origin = Literal["option", "environment", "credential", "file", "default"]
Sort = Literal["plain", "address", "secret"]

PREFIX = "MONITOR_"
SETTINGS_FILE = "MONITOR_SETTINGS"
CREDENTIALS_FOLDER = "CREDENTIALS_DIRECTORY"  # as systemd calls it
_LARGEST_BYTES = 65_536


class Setting(NamedTuple):
    """One setting: the variable it is in the environment, the option that wins over it, its default.

    In the settings file it is the name without its prefix, in small letters; in the credentials folder a
    file is called by it. `is_early`: needed before any file is read.
    """

    name: str
    option: str | None = None
    default: str | None = None
    sort: Sort = "plain"
    is_early: bool = False

    @property
    def key(self) -> str:
        """Return what it is called in a file."""
        return self.name.removeprefix(PREFIX).lower()


DATABASE_URL = Setting("MONITOR_DATABASE_URL", "--db", "cluster-monitor.db", "address")
REPLICA_URL = Setting("MONITOR_REPLICA_URL", sort="address")
ACTOR = Setting("MONITOR_ACTOR", "--by")
RULEBOOKS = Setting("MONITOR_RULEBOOKS")
ACCESS_KEY = Setting("MONITOR_ACCESS_KEY", sort="secret")
WEBHOOK_ORIGINS = Setting("MONITOR_WEBHOOK_ORIGINS")
MAIL = Setting("MONITOR_MAIL", sort="address")
MAIL_FROM = Setting("MONITOR_MAIL_FROM")
BASE_URL = Setting("MONITOR_BASE_URL")
PROVIDER_ISSUER = Setting("MONITOR_PROVIDER_ISSUER")
PROVIDER_CLIENT = Setting("MONITOR_PROVIDER_CLIENT")
PROVIDER_SECRET = Setting("MONITOR_PROVIDER_SECRET", sort="secret")
PROVIDER_RETURN = Setting("MONITOR_PROVIDER_RETURN")
PROVIDER = (PROVIDER_ISSUER, PROVIDER_CLIENT, PROVIDER_SECRET, PROVIDER_RETURN)
SETTINGS: tuple[Setting, ...] = (
    DATABASE_URL,
    REPLICA_URL,
    ACTOR,
    RULEBOOKS,
    ACCESS_KEY,
    WEBHOOK_ORIGINS,
    MAIL,
    MAIL_FROM,
    BASE_URL,
    *PROVIDER,
    Setting("MONITOR_LANG", "--lang", "zh", is_early=True),
    Setting(SETTINGS_FILE, is_early=True),
)


class Found(NamedTuple):
    """A setting with its value, None where it is not set, and where that is from."""

    setting: Setting
    value: str | None
    origin: Origin

    @property
    def shown(self) -> str | None:
        """Return the value as it may be shown."""
        if self.value is None or self.setting.sort == "plain":
            return self.value
        return HIDDEN if self.setting.sort == "secret" else without_secrets(self.value)


class Sources(NamedTuple):
    """What is set, by place."""

    environment: Mapping[str, str]
    credentials: Mapping[str, str]
    file: Mapping[str, str]

    def find(self, setting: Setting, given: str | None = None) -> Found:
        """Return the value of a setting; `given` is that of its option."""
        places: tuple[tuple[Origin, str | None], ...] = (
            ("option", given),
            ("environment", self.environment.get(setting.name)),
            ("credential", self.credentials.get(setting.key)),
            ("file", self.file.get(setting.key)),
        )
        for origin, value in places:
            if value:
                return Found(setting, value, origin)
        return Found(setting, setting.default, "default")

    @property
    def unknown(self) -> list[str]:
        """Return the variables of the environment that look like ours and are not: slips of the pen."""
        ours = {setting.name for setting in SETTINGS}
        return sorted(name for name in self.environment if name.startswith(PREFIX) and name not in ours)


def read_sources(environment: Mapping[str, str]) -> Sources:
    """Return all that is set, given the environment.

    Raises:
        RefusedError: "settings-not-accepted", the settings file; "file-not-read", a credential.
    """
    file, folder = environment.get(SETTINGS_FILE), environment.get(CREDENTIALS_FOLDER)
    held = dict(_credentials(Path(folder))) if folder else {}
    return Sources(environment, held, _settings(Path(file)) if file else {})


def _credentials(folder: Path) -> Iterator[tuple[str, str]]:
    for setting in SETTINGS:
        path = folder / setting.key
        if not setting.is_early and _is_there(path):
            yield setting.key, _text(path).strip()


def _is_there(path: Path) -> bool:
    """Tell whether there is a file; a folder that is closed to us may hold it, and must not count as empty.

    Raises:
        RefusedError: "file-not-read".
    """
    try:
        return path.is_file()
    except OSError as error:
        raise RefusedError("file-not-read", file=path, reason=error.strerror) from None


def _settings(path: Path) -> Mapping[str, str]:
    known = {setting.key for setting in SETTINGS if not setting.is_early}
    try:
        stated: dict[str, Any] = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line \d+", str(error))  # the rest may repeat what stands there
        raise _not_accepted(path, place[0] if place else "TOML") from None
    for key, value in stated.items():
        if key not in known:
            raise _not_accepted(path, f"{key}: {', '.join(sorted(known))}")
        if not isinstance(value, str):
            raise _not_accepted(path, f'{key}: {key} = "…"')
    return stated


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST_BYTES + 1)
        if len(content) > _LARGEST_BYTES:
            raise RefusedError("file-not-read", file=path, reason=f"> {_LARGEST_BYTES} B")
        return content.decode()
    except UnicodeDecodeError:
        raise RefusedError("file-not-read", file=path, reason="UTF-8") from None
    except OSError as error:
        raise RefusedError("file-not-read", file=path, reason=error.strerror) from None


def _not_accepted(path: Path, reason: str) -> RefusedError:
    return RefusedError("settings-not-accepted", file=path, reason=reason)
