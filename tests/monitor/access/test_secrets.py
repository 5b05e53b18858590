"""Every secret of these tests is a marker, and none is told: not by reprs, errors, events, tables or logs."""

import logging

import pytest
from sqlalchemy import text

from domain.refusal import RefusedError
from monitor.access.access import AccessSettings
from monitor.access.entrance import Given
from monitor.access.own_account import Passwords
from monitor.access.principal import Grant
from monitor.access.secret import Secret
from tests.monitor.access.service import MARKER, Person, Service

TABLES = (
    "events", "credentials", "sessions", "tokens", "sign_in_failures", "provider_sign_ins", "access_record",
)  # fmt: skip


def everything_stored(service: Service) -> str:
    stored = []
    with service.monitor.engine.connect() as connection:
        for table in TABLES:
            for row in connection.execute(text(f"SELECT * FROM {table}")):  # noqa: S608 - the names are those above
                stored += [
                    bytes(each).decode("latin-1") if isinstance(each, bytes) else str(each) for each in row
                ]
    return "\n".join(stored)


def test_no_secret_is_told_anywhere(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[object] = []
    one_time = service.access.office_at_the_machine("holder", service.at).add_user("wang", "王梅")
    service.access.office_at_the_machine("holder", service.at).grant(
        "wang", Grant(role="city", region="3505")
    )
    wang: Person = service.set_up("wang", one_time)
    signed = service.sign_in(wang, source="203.0.113.77")
    token = service.token(wang, "read")
    wrong = Secret(f"wrong-{MARKER}")
    for given in (Given(user="wang", password=wrong), Given(user=f"typed-{MARKER}", password=wrong)):
        with pytest.raises(RefusedError) as caught:
            service.access.entrance.sign_in(given, at=service.at, source="203.0.113.77")
        told += [caught.value, caught.value.values, given]
    told += [signed, wang, token, service.access.accounts.by_user, service.access.record.newest(limit=100)]
    told += [Passwords(old=wrong, new=wrong), service.access._stores.credentials.find("wang")]  # noqa: SLF001
    told += [AccessSettings(totp_key=Secret(MARKER))]
    for each in service.monitor.log.stream(":access"):
        told.append(each)
    said = "\n".join(map(repr, told)) + caplog.text
    stored = everything_stored(service)
    assert wang.totp is not None
    secrets = (
        one_time,
        wang.password,
        signed.session,
        signed.csrf,
        token,
        Secret(token.reveal().split("_", 2)[2]),
    )
    for secret in (*secrets, Secret(MARKER)):
        assert secret.reveal() not in said
        assert secret.reveal() not in stored
    assert wang.totp.reveal() not in said
    assert wang.totp.reveal() in stored  # no key is set: said plainly in docs/access.md
    assert "203.0.113" not in said + stored


def test_a_secret_is_told_by_reveal_only() -> None:
    secret = Secret(MARKER)
    assert MARKER not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == MARKER
