"""A client that an independent generator makes of the description lives the whole life of a case."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any

import httpx2
import pytest

from domain.events import legal_day
from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.audit.papers import verifier
from monitor.database import open_database
from monitor.migrate import initialise
from tests.monitor.api.serving import ROLES, SCOPES, Json, Service, serving

HERE = Path(__file__).parent
PROGRAM = HERE / "life_by_client.py"
SETTINGS = HERE / "client_generated.yml"
GENERATOR = Path(sys.executable).parent / "openapi-python-client"
BEGAN = datetime(2023, 5, 1, tzinfo=UTC)
DEADLINE = 120
ALONE = {"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
NO_NETWORK = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service on a database that was made before the life begins."""
    database = f"sqlite:///{tmp_path}/monitor.db"
    engine = open_database(database, create=True)
    initialise(engine, simulation=False, at=BEGAN)
    engine.dispose()
    with serving(database, "2023-05-02") as running:
        yield running


def generated(service: Service, folder: Path) -> Path:
    """Make the client from what the running server says of itself, and return the folder it is in."""
    described = folder / "openapi.json"
    described.write_bytes(httpx2.get(f"{service.address}/api/v1/openapi.json").content)
    said = subprocess.run(  # noqa: S603 - the generator
        [
            GENERATOR, "generate", "--path", described, "--config", SETTINGS, "--meta", "none",
            "--output-path", folder / "generated", "--fail-on-warning",
        ],
        capture_output=True, text=True, check=False, timeout=DEADLINE, env={**ALONE, **NO_NETWORK},
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    return folder


class Desk:
    """What the program is handed: the day, and the secrets of its users."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.handed: list[str] = []

    def answers(self, wish: Json) -> Json:
        (kind, value) = next(iter(wish.items()))
        return {"on": self._day, "step": self._step, "token": self._token, "secret": self._secret}[kind](
            value
        )

    def _day(self, day: str) -> Json:
        self.service.on(day)
        return {"at": self.service.clock.at.isoformat()}

    def _step(self, _: str) -> Json:
        self.service.clock.at += timedelta(seconds=31)
        return {"at": self.service.clock.at.isoformat()}

    def _token(self, user: str) -> Json:
        """Hand out a token of three days; the office has an account for each role."""
        self.service.token(user)
        at = self.service.clock.at
        asked = TokenAsked(purpose="life", scopes=SCOPES, expires_on=legal_day(at) + timedelta(days=3))
        made = self.service.access.entrance.make_token(user, asked, by=By(name="test"), at=at)
        self.handed.append(made.reveal())
        return {"token": made.reveal()}

    def _secret(self, user: str) -> Json:
        """Open an account and hand its one-time secret over."""
        office = self.service.access.office_at_the_machine("test", self.service.clock.at)
        secret = office.add_user(user, user).reveal()
        office.grant(user, ROLES[user])
        self.handed.append(secret)
        return {"secret": secret}


def lived(service: Service, folder: Path, desk: Desk) -> Json:
    """Run the program, hand it what it asks for, and return what it found at the end."""
    command = [sys.executable, str(PROGRAM), str(generated(service, folder)), service.address]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ALONE
    )
    watchdog = Timer(DEADLINE, process.kill)
    watchdog.start()
    assert process.stdin is not None
    assert process.stdout is not None
    end: Json = {}
    try:
        for line in process.stdout:
            said = json.loads(line)
            if "end" in said:
                end = said["end"]
            else:
                process.stdin.write(json.dumps(desk.answers(said)) + "\n")
                process.stdin.flush()
    finally:
        watchdog.cancel()
        _, told = process.communicate()
    assert process.returncode == 0, told
    return end


def test_a_generated_client_lives_a_case_from_application_to_answered_appeal(
    service: Service, tmp_path: Path
) -> None:
    desk = Desk(service)
    end = lived(service, tmp_path, desk)
    assert (end["standing"], end["case"]["id"]) == ("revoked", "k1")
    assert (end["replay"]["differs"], end["replay"]["cannot"]) == ([], [])
    assert end["replay"]["same"] == end["replay"]["checked"] > 5
    assert (end["verify"]["ok"], end["verify"]["problems"]) == (True, [])
    people = {kind: by for kind, by in end["history"] if by != "system"}
    assert people["case-opened"] == people["appeal-answered"] == "province"
    assert people["revocation-decided"] == "province-2"
    assert people["appeal-lodged"] == "county"
    report = verifier.check_content(bytes.fromhex(end["dossier"]), [])
    assert {each["code"] for each in report.remarks} <= {"unsigned", "end-not-shown"}
    assert report.problems == []
    logged = service.logged.getvalue()
    assert len(desk.handed) > 10
    assert not [secret for secret in [*desk.handed, "marker-Generated"] if secret in logged]
    assert not re.search(r'"status": 5\d\d', logged)


def test_every_operation_is_made_into_a_function(service: Service, tmp_path: Path) -> None:
    folder = generated(service, tmp_path) / "generated/api"
    made = {path.stem for path in folder.glob("*/*.py")} - {"__init__"}
    described: dict[str, dict[str, Any]] = httpx2.get(f"{service.address}/api/v1/openapi.json").json()[
        "paths"
    ]
    assert made == {each["operationId"] for methods in described.values() for each in methods.values()}
