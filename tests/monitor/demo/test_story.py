"""The demonstration: deterministic, in order, and with something of everything as of 2026-11-21."""

from datetime import UTC

from monitor.demo.real_clusters import rows
from monitor.demo.story import SHOWN_ON, demo_facts, demo_histories

STAGES_OF_TODAY = {
    ("applying", "submitted"),
    ("applying", "in-public-notice"),
    ("rejected", None),
    ("recognised", "not-yet-valid"),
    ("recognised", "in-review"),
    ("lapsed", "awaiting-review"),
    ("lapsed", "in-review"),
    ("revoked", "unserved"),
    ("withdrawn", None),
}


def test_the_same_seed_tells_the_same_story() -> None:
    assert demo_facts(7) == demo_facts(7)


def test_batches_come_in_order_and_none_after_the_day_shown() -> None:
    instants = [instant for instant, _ in demo_facts()]

    assert instants == sorted(set(instants))
    assert all(instant.tzinfo is UTC for instant in instants)
    assert instants[-1].date() <= SHOWN_ON


def test_every_real_cluster_and_only_marked_synthetic_ones_appear() -> None:
    shown = {line["cluster"] for _, lines in demo_facts() for line in lines}

    assert {row["id"] for row in rows()} <= shown
    assert all(each.startswith("synth-") for each in shown - {row["id"] for row in rows()})


def test_no_fact_is_dated_after_its_recording() -> None:
    for instant, lines in demo_facts():
        assert all(line["effective_on"] <= instant.date().isoformat() for line in lines)


def test_every_programme_shows_every_standing_of_its_own() -> None:
    histories = demo_histories()
    shown: dict[str, set[tuple[str, str | None]]] = {}
    for history in histories:
        last = {(p.standing, p.stage) for p in history.truth.probes if p.on == history.truth.until}
        shown.setdefault(history.programme, set()).update(last)

    assert len(shown) == 6
    assert all(stages >= STAGES_OF_TODAY for stages in shown.values())
    assert shown["fujian"] >= {
        ("revoked", stage) for stage in ("appealable", "under-appeal", "answer-overdue")
    }


def test_every_programme_shows_every_ground_its_text_has() -> None:
    codes: dict[str, set[str]] = {}
    for history in demo_histories():
        found = {
            each.subject.partition("/")[0] for each in history.truth.findings if each.type[:6] == "ground"
        }
        codes.setdefault(history.programme, set()).update(found)

    five = {"review", "integrity", "reporting", "change", "incident"}
    assert codes.pop("national") == {"review", "change", "incident"}
    assert codes.pop("shandong") == five | {"satisfaction"}
    assert all(each == five for each in codes.values())
