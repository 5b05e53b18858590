"""Webhooks at the command line: added, listed, renewed, removed, and their messages looked at."""

from collections.abc import Iterator

import pytest

from monitor.notify.addresses import read_listed
from monitor.notify.delivery import Courier, Parts
from monitor.notify.sending import Sender, resolve_by_system, system_trust
from monitor.notify.webhooks import Webhooks
from tests.monitor.cli.terminal import Terminal
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.receiver import Receiver, receiving, says

MARKER = "canary-in-the-address"
URL = f"https://hooks.example.gov.cn/{MARKER}"
FOUNDING = ("programme=fujian", "name=鞋服", "province=福建省", "city=泉州市", "county=晋江市")


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver that the operator has listed."""
    with receiving() as made:
        monkeypatch.setenv("MONITOR_WEBHOOK_ORIGINS", f"http://127.0.0.1:{made.port}")
        yield made


def deliver(terminal: Terminal, receiver: Receiver) -> dict[str, int]:
    """Do what the job does, once, by the clock of now."""
    from monitor.bootstrap import now, open_session  # noqa: PLC0415 - as a process of its own would

    session = open_session(str(terminal.folder / "monitor.db"), None)
    listed = read_listed(f"http://127.0.0.1:{receiver.port}")
    sender = Sender(listed, system_trust(), resolve_by_system, QUICK)
    told = Courier(Parts(session.monitor, Webhooks(session.monitor, listed), sender, now)).run()
    session.monitor.engine.dispose()
    return {str(state): count for state, count in told.items()}


def test_a_webhook_is_added_and_its_secret_told_once(real: Terminal) -> None:
    said = real.types("webhook", "add", "oa", URL, "--region", "3505", "--within", "30", "--json")
    assert said.json["webhook"] == "oa"
    assert said.json["secret"].startswith("whsec_")
    (listed,) = real.types("webhook", "list", "--json").json
    assert (listed["origin"], listed["state"]) == ("https://hooks.example.gov.cn", "active")
    assert (listed["region"], listed["within_days"], listed["types"]) == ("3505", 30, [])
    screens = [real.types(*words).out for words in (("webhook", "list"), ("webhook", "list", "--json"))]
    assert not any(MARKER in each or said.json["secret"] in each for each in screens)
    assert "hooks.example.gov.cn" in screens[0]
    assert "迟记不超过 30 天" in screens[0]


def test_an_empty_list_says_so(real: Terminal) -> None:
    assert "There are no webhooks." in real.types("webhook", "list", "--lang", "en").out
    assert "There are no messages." in real.types("webhook", "deliveries", "--lang", "en").out
    assert real.types("webhook", "list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("oa", "http://hooks.example/"), 2, "only https at port 443"),
        (("oa", "https://127.0.0.1/"), 2, "only https at port 443"),
        (("oa", f"https://user:{MARKER}@hooks.example/"), 2, "not accepted (user)"),
        (("oa", URL, "--type", "no-such-type"), 2, "no-such-type"),
        (("o a", URL), 2, "webhook"),
        (("oa", URL, "--cluster", "a b"), 2, "clusters"),
        (("oa", URL, "--programme", "X!"), 2, "programme"),
    ],
)
def test_what_cannot_be_a_webhook_is_refused_in_one_sentence(
    real: Terminal, words: tuple[str, ...], code: int, said: str
) -> None:
    refused = real.types("webhook", "add", *words, "--lang", "en")
    assert refused.code == code
    assert said in refused.err
    assert MARKER not in refused.err
    assert real.types("webhook", "list", "--json").json == []


def test_a_name_is_given_once(real: Terminal) -> None:
    real.types("webhook", "add", "oa", URL)
    assert real.types("webhook", "add", "oa", URL).code == 3
    assert real.types("webhook", "remove", "oa", "--reason", "停用").code == 0
    assert real.types("webhook", "add", "oa", URL).code == 3
    assert real.types("webhook", "remove", "oa", "--reason", "停用").code == 3
    assert real.types("webhook", "secret", "oa").code == 3
    assert real.types("webhook", "remove", "none", "--reason", "停用").code == 4
    assert real.types("webhook", "deliveries", "none").code == 4
    (listed,) = real.types("webhook", "list", "--json").json
    assert listed["state"] == "removed"
    assert "已移除" in real.types("webhook", "list").out


def test_a_secret_is_renewed(real: Terminal) -> None:
    first = real.types("webhook", "add", "oa", URL, "--json").json["secret"]
    said = real.types("webhook", "secret", "oa", "--overlap", "48", "--lang", "en")
    assert "for 48 hours" in said.out
    assert first not in said.out
    assert "whsec_" in said.out


def test_a_simulation_sends_nothing(terminal: Terminal) -> None:
    said = terminal.types("webhook", "add", "oa", URL, "--lang", "en")
    assert (said.code, said.sentences) == (3, ["A simulation sends nothing to anybody."])


def test_messages_are_listed_with_what_was_answered_and_sent_again_by_hand(
    real: Terminal, receiver: Receiver
) -> None:
    real.types("webhook", "add", "oa", receiver.url())
    real.types("record", "cluster-recognised", "c1", "--on", "2024-07-10", *FOUNDING)
    receiver.answers = [says("500 Oops", b"\x1b[2Jwhy")]
    assert deliver(real, receiver) == {"waiting": 1}
    (told,) = real.types("webhook", "deliveries", "oa", "--json").json
    assert (told["state"], told["status"], told["trouble"]) == ("waiting", 500, "not-taken")
    assert told["answer"] == "\\x1b[2Jwhy"
    assert told["next_at"] > told["attempted_at"]
    screen = real.types("webhook", "deliveries", "--state", "waiting", "--lang", "en").out
    assert "500 not taken" in screen
    assert "\x1b" not in screen
    position = str(told["position"])
    assert real.types("webhook", "retry", "oa", "--lang", "en").out.strip() == "No message was given up."
    assert real.types("webhook", "retry", "oa", position, "--json").json["retried"] == 1
    assert deliver(real, receiver) == {"sent": 1}
    assert real.types("webhook", "retry", "oa", "99").code == 4
    assert real.types("webhook", "list", "--json").json[0]["messages"]["sent"] == 1


def test_a_restored_database_says_that_it_sends_nothing_until_it_is_told_to(
    real: Terminal, receiver: Receiver
) -> None:
    real.types("webhook", "add", "oa", receiver.url())
    saved = str(real.folder / "saved.backup")
    assert real.types("backup", saved).code == 0
    copy = Terminal(real.folder / "copy", simulation=False)
    copy.folder.mkdir()
    assert copy.types("restore", saved).code == 0
    copy.types("record", "cluster-recognised", "c1", "--on", "2024-07-10", *FOUNDING)
    assert deliver(copy, receiver) == {}
    assert "Nothing is sent" in copy.types("webhook", "list", "--lang", "en").out
    assert copy.types("webhook", "resume").code == 0
    copy.types("record", "annual-report-filed", "c1", "--on", "2024-08-01", "year=2023")
    assert deliver(copy, receiver) == {"sent": 1}
    assert receiver.taken[0].event["type"] == "cluster-monitor.annual-report-filed.v1"
