"""Accounts, rights and tokens from the command line of the database."""

import pytest

from tests.monitor.cli.terminal import Terminal, typed


@pytest.fixture
def staffed(terminal: Terminal) -> Terminal:
    """A simulation with one officer of a city."""
    terminal.types("user", "add", "wang.mei", "王梅")
    terminal.types("grant", "add", "wang.mei", "city", "--region", "3505", "--programme", "fujian")
    return terminal


def test_an_account_is_opened_with_a_secret_that_is_shown_once(real: Terminal) -> None:
    said = real.types("user", "add", "wang.mei", "王梅", "--json").json
    assert said["user"] == "wang.mei"
    assert len(said["secret"]) == 24
    told = real.types("user", "password", "wang.mei")
    assert told.code == 0
    assert "一次性密码" in told.out
    assert said["secret"] not in told.out + real.types("user", "list", "--json").out


def test_the_lists_are_clear_when_they_are_empty(real: Terminal) -> None:
    assert real.types("user", "list").out == "没有账户。\n"
    assert real.types("grant", "list").out == "没有授权。\n"
    assert real.types("token", "list").out == "没有令牌。\n"
    assert real.types("access", "record").out == "没有记录。\n"
    assert real.types("user", "list", "--json").json == []


def test_rights_are_granted_listed_and_removed(staffed: Terminal) -> None:
    listed = staffed.types("grant", "list", "--json").json
    where = {"role": "city", "region": "3505", "programme": "fujian", "cluster": None}
    assert listed == [{"user": "wang.mei", **where, "simulation": True}]
    assert "市级部门 (3505 fujian)" in staffed.types("user", "list").out
    assert "city" in staffed.types("grant", "list", "wang.mei", "--lang", "en").out
    grant = ("wang.mei", "city", "--region", "3505", "--programme", "fujian")
    assert staffed.types("grant", "add", *grant).code == 3
    assert staffed.types("grant", "remove", *grant).code == 0
    assert staffed.types("grant", "remove", *grant).code == 4
    assert staffed.types("grant", "list", "--json").json == []


def test_a_grant_tells_how_many_clusters_it_reaches(staffed: Terminal) -> None:
    place = ("name=鞋服", "province=福建省", "city=泉州市", "county=晋江市")
    for cluster, code in (("c1", ["county_code=350582"]), ("c2", [])):
        fact = ("cluster-recognised", cluster, "--on", "2024-07-10", "programme=fujian", *place, *code)
        assert staffed.types("record", *fact).code == 0
    coded = staffed.types("grant", "add", "wang.mei", "county", "--region", "350582")
    assert "现可及 1 个集群" in coded.out
    assert "另有 1 个集群没有区划代码，按代码划定的范围不包括它们" in coded.out
    wrong = ("grant", "add", "wang.mei", "county", "--region", "晋江", "--programme", "fujian")
    assert "目前没有集群在此范围内，请核对地区与认定工作的写法" in staffed.types(*wrong).out
    unknown = staffed.types("grant", "add", "wang.mei", "auditor", "--programme", "fuijan")
    assert (unknown.code, "没有认定工作 fuijan；可用：fujian" in unknown.err) == (2, True)
    told = staffed.types("grant", "add", "wang.mei", "auditor", "--region", "35", "--json").json
    assert (told["clusters"], told["without_code"]) == (1, 1)


def test_an_administrator_reaches_no_cluster_and_nothing_is_said_of_any(real: Terminal) -> None:
    real.types("user", "add", "li.an", "李安")
    assert real.types("grant", "add", "li.an", "security-admin").out.count("\n") == 1
    told = real.types("grant", "add", "li.an", "security-admin", "--json")
    assert told.code == 3
    real.types("user", "add", "zhao", "赵")
    assert "clusters" not in real.types("grant", "add", "zhao", "audit-admin", "--json").json


def test_the_rules_hold_at_the_command_line_too_and_refusals_are_recorded(staffed: Terminal) -> None:
    refused = staffed.types("grant", "add", "wang.mei", "audit-admin")
    assert (refused.code, "三员互斥" in refused.err) == (3, True)
    assert staffed.types("grant", "add", "wang.mei", "auditor", "--by", "wang.mei").code == 2
    assert staffed.types("user", "add", "a b", "名").code == 2
    found = staffed.types("access", "record", "--json").json
    assert [(each["action"], each["outcome"]) for each in found] == [
        ("user-add", "account-value-wrong"),
        ("grant-add", "own-rights"),
        ("grant-add", "roles-exclude-each-other"),
    ]
    older = staffed.types(
        "access", "record", "--limit", "1", "--before", str(found[1]["number"]), "--json"
    ).json
    assert older == found[2:]
    assert "roles-exclude-each-other" in staffed.types("access", "record").out


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(staffed: Terminal) -> None:
    issue = ("token", "issue", "wang.mei", "--purpose", "统计", "--scope", "read", "--scope", "file")
    assert staffed.types(*issue, "--until", "2099-01-01").code == 2
    assert staffed.types("token", "list", "--json").json == []
    text = staffed.types(*issue, "--until", "2026-12-21", "--json").json["secret"]
    token = text.split("_")[1]
    listed = staffed.types("token", "list", "--json")
    assert text not in listed.out
    assert [(each["token"], each["scopes"], each["good"]) for each in listed.json] == [
        (token, ["file", "read"], True)
    ]
    assert "有效" in staffed.types("token", "list", "wang.mei").out
    assert staffed.types("token", "revoke", token).code == 0
    assert staffed.types("token", "revoke", token).code == 3
    assert staffed.types("token", "revoke", "nothing").code == 4
    assert "已失效" in staffed.types("token", "list").out


def test_a_subject_is_bound_and_released_and_an_account_closed(staffed: Terminal) -> None:
    subject = ("user", "subject", "wang.mei", "https://id.example", "42")
    assert staffed.types(*subject).code == 0
    assert staffed.types("user", "list", "--json").json[0]["subjects"] == [
        {"issuer": "https://id.example", "subject": "42"}
    ]
    assert staffed.types(*subject, "--release").code == 0
    assert staffed.types(*subject, "--release").code == 4
    assert staffed.types("user", "second-factor", "wang.mei").code == 0
    assert staffed.types("user", "disable", "wang.mei", "--reason", "调离").code == 0
    assert "已停用" in staffed.types("user", "list").out
    assert staffed.types("verify").code == 0


def test_the_policy_is_printed_without_a_database() -> None:
    county = typed("access", "policy", "--role", "county", "--json").json
    assert {"case-opened", "annual-report-filed"} & {each["action"] for each in county} == {
        "annual-report-filed"
    }
    told = typed("access", "policy").out
    assert "revocation-decided" in told
    assert "未列出的，任何人都不可以" in told


def test_a_real_database_has_the_clock_of_the_day(real: Terminal) -> None:
    assert real.types("user", "add", "wang.mei", "王梅").code == 0
    assert real.types("user", "list", "--json").json[0]["simulation"] is False
    assert real.types("verify").code == 0
