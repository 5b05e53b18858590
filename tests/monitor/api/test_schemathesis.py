"""What the description says is what happens: a machine reads it and asks what it allows, and what not."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tests.monitor.api.conftest import fill
from tests.monitor.api.serving import ROLES, Json, Service, serving

load_all_checks()
NAMES = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
KNOWN = {
    "cluster": "c1",
    "edition": "fujian-2022",
    "event": "20",
    "year": 2026,
    "case": "k1",
    "user": "clerk",
}
ADMINISTRATORS = ("system-admin", "security-admin", "audit-admin")
QUICKLY = settings(
    max_examples=2,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def fuzzed(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("fuzz") / "monitor.db")
    with serving(f"sqlite:///{file}") as running:
        fill(running)
        running.open("clerk")
        yield running


@pytest.fixture(scope="module")
def document(fuzzed: Service) -> Json:
    with fuzzed.client() as client:
        found: Json = client.get("/openapi.json").json()
        return found


class Asker:
    """Asks as several users, each the same, and keeps the statuses of the answers."""

    def __init__(self, fuzzed: Service, *users: str | None) -> None:
        self.address = fuzzed.address
        self.headers = {user: headers_of(fuzzed, user) for user in users}
        self.statuses: dict[str | None, Counter[int]] = {user: Counter() for user in users}

    def everything(self, document: Json) -> dict[str | None, Counter[int]]:
        """Ask each operation what its description allows, and what it does not."""
        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            for mode in MODES:
                self._operation(found, mode)
        return self.statuses

    def _operation(self, found: Any, mode: GenerationMode) -> None:
        @seed(1)
        @QUICKLY
        @given(case=found.ok().as_strategy(generation_mode=mode))
        def asked(case: Any) -> None:
            self._ask(case, is_known=mode is GenerationMode.POSITIVE)

        with suppress(Unsatisfiable):  # nothing it does not allow can be sent there
            asked()

    def _ask(self, case: Any, *, is_known: bool) -> None:
        path = case.operation.path
        if path.endswith("/events"):  # a stream has no end
            case.headers = {**(case.headers or {}), "Accept": "application/json"}
        if is_known:
            case.path_parameters = {**case.path_parameters, **_known(case)}
        for user, headers in self.headers.items():
            if "Cookie" in headers and case.operation.method == "delete" and path.endswith("/session"):
                continue  # whoever signs out asks nothing any more
            answer = case.call(base_url=self.address, headers=headers)
            self.statuses[user][answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS.get_by_names(NAMES))


def headers_of(service: Service, user: str | None) -> dict[str, str]:
    """Return how somebody asks: departments by token, administrators in a session, strangers by nothing."""
    if user in ADMINISTRATORS:
        signed = service.session(user)
        page = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": signed.csrf.reveal()}
        return {**page, "Cookie": f"session={signed.session.reveal()}"}
    return {"Authorization": f"Bearer {service.token(user)}"} if user else {}


def _known(case: Any) -> dict[str, Any]:
    """Return what is there, for the parts of the address that name something."""
    return {name: value for name, value in KNOWN.items() if name in (case.path_parameters or {})}


def test_no_answer_is_a_fault_or_undescribed(fuzzed: Service, document: Json) -> None:
    everybody = (*ROLES, None)
    for user, statuses in Asker(fuzzed, *everybody).everything(document).items():
        assert statuses.total() > 80
        assert (200 in statuses) == (user is not None), user
    assert '"event": "fault"' not in fuzzed.logged.getvalue()


def test_an_answer_that_is_not_described_would_be_found(fuzzed: Service, document: Json) -> None:
    path = "/api/v1/rulebooks"
    operation = document["paths"][path]["get"]
    told = {"400": operation["responses"]["400"]}
    lacking = {**document, "paths": {path: {"get": {**operation, "responses": told}}}}
    with pytest.raises(BaseExceptionGroup, match="Undocumented"):
        Asker(fuzzed, "county").everything(lacking)


def test_the_description_is_valid(document: Json) -> None:
    schemathesis.openapi.from_dict(document).validate()
