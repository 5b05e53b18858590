"""Pages of revocation cases: the list, the steps, a late appeal, papers and files."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator

import pytest

from monitor.answers.cases import cases_answer
from monitor.audit.papers.certificates import Asked, certified
from tests.monitor.api.conftest import fill
from tests.monitor.api.serving import ROLES, Service, fact, post, serving
from tests.monitor.web.conftest import Browser
from tests.monitor.web.forms import press

CASE = "/clusters/c1/cases/c"
LODGING = "/clusters/c1/record/appeal-lodged"
# Who was opened long ago has a one-time secret that has expired.
PEOPLE = {"officer": "province", "clerk": "county", "watcher": "auditor", "town": "city"}
DECISION = {"case": "c", "grounds": ["reporting"], "number": "一"}
STEPS = (
    ("case-opened", "2026-01-05", {"case": "c", "grounds": ["reporting"]}, "province"),
    ("defence-invited", "2026-01-06", {"case": "c", "reply_by": "2026-01-16"}, "province"),
    ("defence-received", "2026-01-12", {"case": "c"}, "province"),
    ("revocation-decided", "2026-01-30", DECISION, "province-2"),
    ("decision-served", "2026-02-02", {"case": "c", "method": "signed"}, "province"),
)


@pytest.fixture(scope="module")
def served(initialised_sqlite: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A cluster whose revocation was served on 2026-02-02: appeals by Saturday 2026-02-28, a working day."""
    file = shutil.copy(str(initialised_sqlite), tmp_path_factory.mktemp("cases") / "monitor.db")
    with serving(f"sqlite:///{file}") as running:
        fill(running)
        for kind, on, data, who in STEPS:
            running.on(on)
            with running.client(who) as client:
                assert post(client, "c1", fact(kind, on, **data)).status_code == 201, kind
        running.on("2026-03-02")
        for user, role in PEOPLE.items():
            running.open(user, ROLES[role])
        yield running


def test_the_case_shows_its_steps_in_the_laws_order_with_who_is_next(served: Service) -> None:
    with Browser(served, "officer") as browser:
        page = browser.get(f"{CASE}?on=2026-02-10&known_at=2026-02-10").text
        names = ("opened", "invited", "decided", "served", "lodged")
        places = [page.index(f'id="step-{name}"') for name in names]
        assert places == sorted(places)
        assert "2026-02-28" in page
        assert "回放" in page
        assert "record/appeal-lodged?" not in page
        now = browser.get(CASE).text
        assert "record/appeal-lodged?case=c" in now
        assert "四眼原则" not in now
    with Browser(served, "watcher") as browser:
        assert "record/appeal-lodged?" not in browser.get(CASE).text


def test_a_case_of_another_region_is_not_there(served: Service) -> None:
    with Browser(served, "clerk") as browser:
        assert browser.get("/clusters/x1/cases/c").status_code == 404
        assert browser.get("/clusters/c1/cases/none").status_code == 404
        assert browser.get(CASE).status_code == 200


def test_the_list_tells_state_next_step_who_and_by_when(served: Service) -> None:
    with Browser(served, "officer") as browser:
        page = browser.get("/cases?on=2026-02-10&known_at=2026-02-10").text
        assert all(words in page for words in ("已送达", "提出申诉", "2026-02-28", "剩 18 天", "县级部门"))
        assert 'href="/clusters/c1/cases/c"' not in browser.get("/cases?state=closed").text
        assert 'href="/clusters/c1/cases/c"' in browser.get("/cases?state=open&q=晋江&programme=fujian").text
        assert 'href="/clusters/c1/cases/c"' not in browser.get("/cases?q=nothing").text


def test_the_list_is_taken_as_a_file(served: Service) -> None:
    with Browser(served, "watcher") as browser:
        (line,) = json.loads(browser.get("/cases.json").content)
        assert (line["case"], line["state"], line["simulation"]) == ("c", "served", False)
        assert browser.get("/cases.csv").content.startswith("\ufeff集群编号".encode())
        assert zipfile.is_zipfile(io.BytesIO(browser.get("/cases.xlsx").content))
        assert browser.get("/cases.exe").status_code == 404


@pytest.mark.parametrize(("day", "is_late"), [("2026-02-28", False), ("2026-03-02", True)])
def test_an_appeal_on_the_sixteenth_working_day_is_taken_as_late(
    served: Service, day: str, is_late: bool
) -> None:
    with Browser(served, "clerk") as browser:
        page = browser.get(f"{LODGING}?case=c")
        checked = press(browser, page, LODGING, "check", effective_on=day)
        assert checked.status_code == 200
        assert ("逾期申诉：申诉期最后一日为 2026-02-28" in checked.text) is is_late
        assert ("申诉答复期限：30个工作日" in checked.text) is not is_late


def test_papers_and_dossier_are_taken_from_the_case(served: Service) -> None:
    with Browser(served, "officer") as browser:
        page = browser.get(CASE).text
        for kind in ("revocation-decision", "defence-invitation", "service-receipt"):
            assert f"{CASE}/papers/{kind}.docx" in page
        paper = browser.get(f"{CASE}/papers/service-receipt.docx")
        assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(paper.content)).namelist()
        assert browser.get(f"{CASE}/papers/none.docx").status_code == 422
        uncovered = browser.get(f"{CASE}/dossier.zip")
        assert (uncovered.status_code, f"{CASE}/dossier.zip?unsigned=1" in uncovered.text) == (409, True)
        assert zipfile.is_zipfile(io.BytesIO(browser.get(f"{CASE}/dossier.zip?unsigned=1").content))
        letter = browser.get("/clusters/c1/papers/reminder.docx")
        assert letter.headers["content-disposition"].endswith('"reminder-c1.docx"')
        report = browser.get("/papers/evaluation.docx?programme=fujian&year=2025")
        assert zipfile.is_zipfile(io.BytesIO(report.content))
    with Browser(served, "town") as browser:
        assert browser.get(f"{CASE}/dossier.zip").status_code == 403
        assert browser.get("/papers/evaluation.docx?programme=fujian").status_code == 403


def test_a_case_answers_what_comes_next_and_when(served: Service) -> None:
    known_at = served.clock.at
    for on, follows, by in (
        ("2026-01-05", "defence-invited", None),
        ("2026-01-06", "defence-received", "2026-01-16"),
        ("2026-01-12", "revocation-decided", None),
        ("2026-01-30", "decision-served", None),
        ("2026-02-02", "appeal-lodged", "2026-02-28"),
        ("2026-03-01", "revocation-published", None),
    ):
        day = known_at.date().fromisoformat(on)
        (case,) = cases_answer(certified(served.monitor, Asked("c1", day, known_at)))
        assert (case["next"], case["next_by"]) == (follows, by), on


def test_what_follows_is_foreseen_and_not_recorded(served: Service) -> None:
    with Browser(served, "clerk") as browser:
        before = served.monitor.log.last_position()
        page = browser.get(LODGING)
        press(browser, page, LODGING, "check", case="c", effective_on="2026-02-27")
        assert served.monitor.log.last_position() == before
