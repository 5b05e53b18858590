"""How far a grant reaches now, what it leaves out for want of a code, and programmes nobody has heard of."""

import msgspec
import pytest

from domain.refusal import RefusedError
from monitor.access.account_office import AccountOffice
from monitor.access.place import Place
from monitor.access.principal import Grant
from monitor.access.reach import Reach, reach_of, refuse_unknown_programme
from monitor.database import writing
from tests.monitor.access.service import Service, recognised_at


def place(cluster: str, code: str | None, province: str = "山东省", city: str = "青岛市") -> Place:
    return Place(
        cluster=cluster, programme="shandong", province=province, city=city, county="县", county_code=code
    )


PLACES = (
    place("coded", "370211"),
    place("coded-2", "370602", city="烟台市"),
    place("uncoded", None),
    place("uncoded-2", None, city="淄博市"),
    place("elsewhere", "350582", "福建省", "泉州市"),
    place("elsewhere-2", None, "福建省", "泉州市"),
    place("unheard-of", None, "海南省", "儋州市"),
)


@pytest.mark.parametrize(
    ("grant", "expected"),
    [
        (Grant(role="auditor"), Reach(7, 0)),
        (Grant(role="province", region="37"), Reach(2, 2)),
        (Grant(role="auditor", region="370000"), Reach(2, 2)),
        (Grant(role="city", region="3702"), Reach(1, 2)),  # nothing tells where 淄博市 lies
        (Grant(role="city", region="370600"), Reach(1, 1)),  # 青岛市 is known to lie elsewhere
        (Grant(role="county", region="370211"), Reach(1, 2)),
        (Grant(role="auditor", region="山东省", programme="shandong"), Reach(4, 0)),
        (Grant(role="province", region="46"), Reach(0, 1)),  # no code tells which province that is
        (Grant(role="city", region="青岛", programme="shandong"), Reach(0, 0)),
        (Grant(role="auditor", region="37", programme="fujian"), Reach(0, 0)),
        (Grant(role="operator", cluster="uncoded"), Reach(1, 0)),
        (Grant(role="operator", cluster="no-such"), Reach(0, 0)),
        (Grant(role="operator", cluster="uncoded", region="37"), Reach(0, 1)),
    ],
)
def test_a_grant_reaches_so_many_and_leaves_out_what_has_no_code(grant: Grant, expected: Reach) -> None:
    assert reach_of(grant, PLACES) == expected


def test_an_administrator_is_about_no_cluster() -> None:
    assert reach_of(Grant(role="security-admin"), PLACES) is None


def test_a_programme_that_nobody_has_heard_of_is_not_granted(quick: Service) -> None:
    office: AccountOffice = quick.access.office_at_the_machine("holder", quick.at)
    office.add_user("wang", "王梅")
    with pytest.raises(RefusedError) as refused:
        office.grant("wang", Grant(role="auditor", programme="fuijan"))
    assert refused.value.code == "programme-not-known"
    assert refused.value.values["found"] == "fuijan"
    assert "fujian, guangdong" in str(refused.value.values["allowed"])
    account = quick.access.accounts.find("wang")
    assert account is not None
    assert account.grants == ()


def test_a_programme_is_known_by_its_rulebook_or_not_named_at_all(quick: Service) -> None:
    for programme in (*quick.monitor.library.programmes, None):
        refuse_unknown_programme(programme, quick.monitor)


def test_a_programme_stays_known_as_long_as_a_cluster_is_recorded_under_it(quick: Service) -> None:
    quick.office.record("2024-08-01", recognised_at("h1", None, "hainan"))
    library = quick.monitor.library
    books = {name: book for name, book in library.books.items() if book.programme != "hainan"}
    quick.monitor.library = msgspec.structs.replace(library, books=books)
    refuse_unknown_programme("hainan", quick.monitor)  # by the law that was used
    with writing(quick.monitor.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER adoptions_no_delete")
        connection.exec_driver_sql("DELETE FROM adoptions")
    quick.monitor.archive.forget()
    refuse_unknown_programme("hainan", quick.monitor)
    with pytest.raises(RefusedError):
        refuse_unknown_programme("zhejiang", quick.monitor)
