"""The audit pages: what holds, what computes again, who tried what; each for whom the policy names only."""

import csv
import io
from pathlib import Path

import pytest
from lxml import html

from domain.refusal import RefusedError
from monitor.answers.attempts import sought_in
from monitor.audit.self_audit import self_audit
from monitor.audit.signing.checkpoint_table import store
from monitor.audit.signing.signer import sign_log
from monitor.http.paging import write_cursor
from tests.monitor.api.serving import Service
from tests.monitor.audit.desk import FIRST, SIGNERS
from tests.monitor.web.conftest import Browser


def read(page: str, path: str) -> str:
    """Return the text at a path of a page."""
    return " ".join(str(html.fromstring(page).xpath(f"string({path})")).split())


@pytest.fixture(scope="module")
def audited(standing: Service, tmp_path_factory: pytest.TempPathFactory) -> Service:
    """The service with a self-audit and a signed checkpoint."""
    standing.on("2026-01-10")  # days after the first record: no self-audit was made in between
    standing.session("auditor")
    self_audit(standing.monitor, standing.clock.at)
    sign(standing, tmp_path_factory.mktemp("signer"))
    return standing


def sign(service: Service, folder: Path) -> str:
    """Sign the log as it is; return the note, as somebody outside would keep it."""
    engine = service.monitor.engine
    signed = sign_log(engine, SIGNERS, folder / "s", full=True, advance=lambda *_: None)
    store(engine, signed.checkpoints)
    return signed.checkpoints[0].note


def test_the_overview_names_length_roots_signature_and_last_self_audit(audited: Service) -> None:
    with Browser(audited, "auditor") as browser:
        page = browser.get("/audit").text
    size = audited.monitor.log.after(0, 1_000)[-1].position
    assert read(page, "(//*[@class='figure'])[1]") == str(size)
    for words in ("sha256:", "sm3:", FIRST.name, "一切如故", "下载案件卷宗"):
        assert words in page


def test_a_replay_says_three_times_what_came_out(audited: Service) -> None:
    with Browser(audited, "auditor") as browser:
        whole = browser.get("/audit/replay", params={"show": "all"}).text
        assert "第 1 至 2 个集群，共 2 个" in whole
        one = browser.get("/audit/replay", params={"show": "all", "cluster": "c1"}).text
        rows = html.fromstring(one).xpath("//tbody/tr")
        assert rows
        for row in rows:
            assert "".join(row.itertext()).count("一致") >= 3
        (address, *_) = html.fromstring(one).xpath("//tbody//a[contains(@href, '/audit/replay/')]/@href")
        protocol = browser.get(address).text
        assert "所据办法" in protocol
        assert "fujian" in protocol
        assert browser.get("/audit/replay/1", params={"cluster": "c1"}).status_code == 404


def test_a_replay_goes_on_after_the_cluster_it_came_to(audited: Service) -> None:
    with Browser(audited, "auditor") as browser:
        rest = browser.get("/audit/replay", params={"show": "all", "cursor": write_cursor("c1")}).text
    assert "第 2 至 2 个集群，共 2 个" in rest
    assert "c1" not in rest.split('id="results"')[1]


def test_a_replay_is_taken_as_a_file(audited: Service) -> None:
    with Browser(audited, "auditor") as browser:
        told = browser.get("/audit/replay.json", params={"show": "all", "cluster": "c1"}).json()
        answer = browser.get("/audit/replay.csv", params={"show": "all", "cluster": "c1"})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert "attachment" in answer.headers["content-disposition"]
        assert browser.get("/audit/replay.xlsx", params={"cluster": "c1"}).content[:2] == b"PK"
        assert browser.get("/audit/replay.exe").status_code == 422
    assert {each["cluster"] for each in told} == {"c1"}
    assert len(rows) > len(told) > 0


@pytest.mark.parametrize("user", ["city", "county", "system-admin", "audit-admin"])
def test_who_may_not_replay_is_told_so(audited: Service, user: str) -> None:
    with Browser(audited, user) as browser:
        assert browser.get("/audit/replay").status_code == 403
        assert browser.get("/audit/replay.csv").status_code == 403
        assert browser.get("/audit/log").status_code == 403
        assert browser.send_form("/audit/log").status_code == 403


def test_a_cluster_out_of_sight_is_not_there(audited: Service) -> None:
    with Browser(audited, "city") as browser:
        for cluster, status in (("x1", 404), ("none", 404), ("c1", 403)):
            assert browser.get("/audit/replay", params={"cluster": cluster}).status_code == status
            asked = {"cluster": cluster}
            assert browser.get("/audit/replay/2", params=asked).status_code == status
        assert browser.get("/audit/receipt", params={"event": "2"}).status_code == 404


def test_the_log_is_checked_against_a_note_held_outside(audited: Service, tmp_path: Path) -> None:
    note = sign(audited, tmp_path)
    key = str(FIRST.verifier)
    with Browser(audited, "auditor") as browser:
        bare = browser.send_form("/audit/log", notes="", keys="").text
        assert "日志完好" in bare
        assert "没有给出库外保存的检查点" in bare
        held = browser.send_form("/audit/log", notes=note, keys=key).text
        assert "其中库外保存的 1 个" in held
        assert "没有给出库外保存的检查点" not in held
        upload = {"file": ("log.txt", note.encode(), "text/plain")}
        sent = browser.post("/audit/log", data={"csrf": browser.csrf, "notes": "", "keys": ""}, files=upload)
        assert "其中库外保存的 1 个" in sent.text
        forged = note.replace("\n", "\n9", 1)  # a longer log than there is
        broken = browser.send_form("/audit/log", notes=forged, keys="").text
        assert "日志核验不通过" in broken


@pytest.mark.parametrize("notes", ["no note", "/etc/hostname"])
def test_what_is_no_note_and_no_key_is_refused_and_kept(audited: Service, notes: str) -> None:
    with Browser(audited, "auditor") as browser:
        answer = browser.send_form("/audit/log", notes=notes, keys="")
        assert (answer.status_code, read(answer.text, "//textarea[@name='notes']")) == (422, notes)
        keys = browser.send_form("/audit/log", notes="", keys="/etc/hostname")
        assert (keys.status_code, "不是验证公钥" in keys.text) == (422, True)


def test_a_receipt_is_shown_with_its_proofs_to_whom_the_cluster_may_be_seen(audited: Service) -> None:
    position = next(each.position for each in audited.monitor.log.after(0, 50) if each.cluster == "c1")
    with Browser(audited, "auditor") as browser:
        page = browser.get("/audit/receipt", params={"event": str(position)}).text
        assert "c2sp.org/tlog-proof" in page
        assert "认定" in read(page, "//main")
        assert browser.get("/audit/receipt", params={"event": "<b>x"}).text.count("<b>x") == 0
    with Browser(audited, "county") as browser:
        assert browser.get("/audit/receipt", params={"event": str(position)}).status_code == 200


def test_self_audits_and_their_gaps_are_listed(audited: Service) -> None:
    with Browser(audited, "auditor") as browser:
        page = browser.get("/audit/self-audits").text
    assert "一切如故" in page
    assert "缺少自查" in page
    assert "各表重建比对" in page


def test_the_access_record_is_asked_in_one_line(audited: Service) -> None:
    with Browser(audited, "auditor") as browser:
        assert browser.get("/audit/access").status_code == 403
    with Browser(audited, "audit-admin") as browser:
        assert browser.get("/audit").headers["location"] == "/audit/access"
        found = browser.get("/audit/access", params={"q": "user:auditor outcome:not-permitted"}).text
        rows = html.fromstring(found).xpath("//tbody/tr")
        assert rows
        for row in rows:
            text = " ".join(row.itertext())
            assert "auditor" in text
            assert "查看访问记录" in text
        none = browser.get("/audit/access", params={"q": "to:2001-01-01"}).text
        assert "没有符合条件的记录" in none
        wrong = browser.get("/audit/access", params={"q": "actor:auditor"})
        assert (wrong.status_code, "actor:auditor" in wrong.text) == (422, True)
        told = browser.get("/audit/access.json", params={"q": "user:auditor"}).json()
        assert {each["user"] for each in told} == {"auditor"}
        assert browser.get("/audit/access.csv").status_code == 200


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("zhang", "qualifier-unknown"),
        ("user:", "qualifier-unknown"),
        ("user:a user:b", "qualifier-twice"),
        ("from:2026-02-30", "qualifier-day-needed"),
        ("to:9999-12-31", "qualifier-day-needed"),
    ],
)
def test_a_question_that_says_nothing_is_refused(line: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        sought_in(line)
    assert refused.value.code == code


def test_both_days_of_a_question_count_whole() -> None:
    sought = sought_in("from:2026-11-20 to:2026-11-21")
    assert sought.since is not None
    assert sought.until is not None
    assert (sought.since.isoformat(), sought.until.isoformat()) == (
        "2026-11-20T00:00:00+08:00",
        "2026-11-22T00:00:00+08:00",
    )


def test_the_audit_reads_in_english(audited: Service) -> None:
    with Browser(audited, "auditor", "en") as browser:
        for address, words in (("/audit", "Newest checkpoint"), ("/audit/self-audits", "Self-audits")):
            assert words in browser.get(address).text
