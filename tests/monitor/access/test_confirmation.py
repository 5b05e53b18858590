"""Decisions at a session ask for a fresh proof of who sits there; tokens for the scope of decisions."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.access.entrance import Proof, SignedIn
from monitor.access.guard import Guarded
from monitor.access.principal import Grant
from monitor.access.secret import Secret
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError
from tests.monitor.access.service import Person, Service, recognised_at
from tests.office import line

COUNTY = Grant(role="county", region="350582")
DAY = "2026-11-20"


class Clerk:
    """A county with and without a second factor, and one fact of its own that it takes back."""

    def __init__(self, service: Service) -> None:
        self.service = service
        service.office.record("2024-07-10", recognised_at("fj-1", "350582"))
        self.person: Person = service.person("chen", COUNTY)
        self.without = service.person("zhou", COUNTY, second_factor=False)

    def seen(self, signed: SignedIn) -> Guarded:
        return self.service.seen_by(self.service.principal(signed.session))

    def files(self, signed: SignedIn, year: int) -> FactLine:
        """File a report and return its withdrawal."""
        filed = self.seen(signed).record([line("annual-report-filed", DAY, "fj-1", year=year)])
        return line("fact-withdrawn", DAY, "fj-1", event=filed.recorded[0].id, reason="误录")

    def confirms(self, signed: SignedIn, **proof: Secret) -> None:
        self.service.access.entrance.confirm(signed.session, Proof(**proof), at=self.service.at)


@pytest.fixture
def clerk(engine: Engine) -> Iterator[Clerk]:
    service = Service(engine)
    yield Clerk(service)
    service.access.close()


def refused(clerk: Clerk, signed: SignedIn, withdrawal: FactLine) -> str:
    with pytest.raises(RefusedError) as caught:
        clerk.seen(signed).record([withdrawal])
    return caught.value.code


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(4 * 60 + 59, True), (5 * 60, True), (5 * 60 + 1, False)], ids=str
)
def test_a_proof_is_good_for_five_minutes(clerk: Clerk, seconds: int, is_good: bool) -> None:
    signed = clerk.service.sign_in(clerk.person)
    withdrawal = clerk.files(signed, 2024)
    clerk.service.later(seconds=600)
    clerk.confirms(signed, code=clerk.service.code(clerk.person.totp or Secret("")))
    clerk.service.later(seconds=seconds)
    if is_good:
        assert len(clerk.seen(signed).record([withdrawal]).recorded) == 1
    else:
        assert refused(clerk, signed, withdrawal) == "confirmation-needed"


def test_whoever_has_just_signed_in_has_proved_himself_for_as_long(clerk: Clerk) -> None:
    signed = clerk.service.sign_in(clerk.person)
    first, second = clerk.files(signed, 2024), clerk.files(signed, 2023)
    clerk.service.later(minutes=5)
    assert clerk.seen(signed).record([first]).recorded
    clerk.service.later(seconds=1)
    assert refused(clerk, signed, second) == "confirmation-needed"
    assert not clerk.seen(signed).record([second], dry_run=True).recorded, "to look asks for no proof"
    assert clerk.seen(signed).record([line("annual-report-filed", DAY, "fj-1", year=2022)]).recorded


def test_a_code_proves_once_and_the_password_does_not_where_there_is_a_code(clerk: Clerk) -> None:
    signed = clerk.service.sign_in(clerk.person)
    withdrawal = clerk.files(signed, 2024)
    clerk.service.later(minutes=10)
    code = clerk.service.code(clerk.person.totp or Secret(""))
    clerk.confirms(signed, code=code)
    for proof in ({"code": code}, {"code": Secret("000000")}):
        with pytest.raises(RefusedError, match="sign-in-refused"):
            clerk.confirms(signed, **proof)
    with pytest.raises(RefusedError, match="second-factor-needed"):
        clerk.confirms(signed, password=clerk.person.password)
    assert clerk.seen(signed).record([withdrawal]).recorded, "what was refused took nothing away"


def test_without_a_second_factor_the_password_proves(clerk: Clerk) -> None:
    signed = clerk.service.sign_in(clerk.without)
    withdrawal = clerk.files(signed, 2024)
    clerk.service.later(minutes=10)
    with pytest.raises(RefusedError, match="sign-in-refused"):
        clerk.confirms(signed, password=Secret("wrong-wrong-wrong"))
    assert refused(clerk, signed, withdrawal) == "confirmation-needed"
    clerk.confirms(signed, password=clerk.without.password)
    assert clerk.seen(signed).record([withdrawal]).recorded


def test_whom_a_provider_vouches_for_proves_himself_by_code(clerk: Clerk) -> None:
    entrance, at = clerk.service.access.entrance, clerk.service.at
    vouched = entrance.sign_in_vouched("zhou", at=at)
    withdrawal = clerk.files(vouched, 2024)
    assert refused(clerk, vouched, withdrawal) == "confirmation-needed"
    begun = entrance.sign_in_vouched("chen", at=at)
    code = clerk.service.code(clerk.person.totp or Secret(""))
    given = entrance.give_code(begun.session, code, at=clerk.service.at)
    assert clerk.seen(given).record([clerk.files(given, 2023)]).recorded


def test_a_session_of_one_proves_nothing_for_another(clerk: Clerk) -> None:
    first = clerk.service.sign_in(clerk.without)
    clerk.service.later(minutes=10)
    second = clerk.service.sign_in(clerk.without)
    assert clerk.service.principal(second.session).confirmed_at == clerk.service.at
    assert clerk.service.principal(first.session).confirmed_at == clerk.service.at - timedelta(minutes=10)


def test_a_token_takes_back_a_fact_only_if_it_was_made_for_decisions(clerk: Clerk) -> None:
    signed = clerk.service.sign_in(clerk.person)
    withdrawal = clerk.files(signed, 2024)
    entrance = clerk.service.access.entrance
    files = entrance.principal_of_token(
        clerk.service.token(clerk.person, "file", "read"), at=clerk.service.at
    )
    decides = entrance.principal_of_token(
        clerk.service.token(clerk.person, "file", "decide"), at=clerk.service.at
    )
    with pytest.raises(LinesRefusedError) as caught:
        clerk.service.seen_by(files).record([withdrawal])
    assert [each.error.code for each in caught.value.refused] == ["not-permitted"]
    assert clerk.service.seen_by(decides).record([withdrawal]).recorded
