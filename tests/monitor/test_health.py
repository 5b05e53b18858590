"""A dead scheduler, dead projections, a database that is away: each turns the service red."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from itertools import count
from threading import Event
from typing import Any
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text

from domain.refusal import RefusedError
from monitor.audit.self_audit import self_audit
from monitor.codec import microseconds
from monitor.database import open_database, writing
from monitor.health import Health, Remembered, State, examine
from monitor.jobs import Post, jobs_of
from monitor.journal import journal
from monitor.metrics import Metrics
from scheduler.passes import Pass, note
from scheduler.plan import SELF_AUDIT, TICK
from tests.monitor.audit.intruder import Intruder
from tests.monitor.cli.terminal import Terminal, typed
from tests.office import Office, evening, line, recognised

NOW = evening("2025-06-01")


@pytest.fixture
def office(engine: Engine) -> Office:
    """A department whose jobs have just been done."""
    made = Office(engine)
    made.record("2024-07-10", recognised(), line("annual-report-filed", "2024-07-09", year=2023))
    self_audit(made.monitor, NOW)  # the job of it would be done by a process of its own
    wakes(made, NOW)
    return made


def wakes(office: Office, at: datetime, *jobs: Any) -> None:
    """Do the work of jobs at an instant, as the scheduler would."""
    work = jobs_of(Post(office.monitor, lambda: at, journal(StringIO()), Event()))
    for job in jobs or (SELF_AUDIT, *(each for each in work if each is not SELF_AUDIT)):
        work[job]()


def states(health: Health) -> dict[str, State]:
    return {check.name: check.state for check in health.checks}


def later(**length: int) -> datetime:
    return NOW + timedelta(**length)


def test_a_service_whose_jobs_are_done_is_ready(office: Office) -> None:
    health = examine(office.monitor, NOW)
    assert health.is_ready
    assert set(states(health).values()) == {"ok", "warning"}
    assert states(health)["calendar"] == "warning"


@pytest.mark.parametrize("table", ["alert_messages", "outbox"])
def test_a_message_that_was_given_up_is_a_warning_and_a_figure(office: Office, table: str) -> None:
    assert states(examine(office.monitor, NOW))["messages"] == "ok"
    to, about = (
        ("channel", "number, made_at") if table == "alert_messages" else ("webhook", "position, event")
    )
    with writing(office.monitor.engine) as connection:
        connection.execute(
            text(
                f"INSERT INTO {table} ({to}, {about}, state, tries, next_at, held_until) "  # noqa: S608 - ours
                "VALUES ('a', 1, 1, 'dead', 12, 0, 0)"
            )
        )
    found = examine(office.monitor, NOW)
    (check,) = [each for each in found.checks if each.name == "messages"]
    told = {"alerts_given_up": table == "alert_messages", "webhooks_given_up": table == "outbox"}
    assert (check.state, check.measured) == ("warning", told)


def test_a_dead_scheduler_turns_it_red(office: Office) -> None:
    assert states(examine(office.monitor, later(minutes=15)))["job-tick"] == "ok"
    found = examine(office.monitor, later(minutes=16))
    assert not found.is_ready
    assert states(found)["job-tick"] == "failed"
    assert states(found)["job-self-audit"] == "ok"
    assert states(examine(office.monitor, later(hours=4)))["job-self-audit"] == "failed"


def test_a_scheduler_that_never_ran_is_not_ready(engine: Engine) -> None:
    found = examine(Office(engine).monitor, NOW)
    assert (states(found)["job-tick"], found.is_ready) == ("failed", False)


def test_a_scheduler_whose_every_pass_fails_turns_it_red(office: Office) -> None:
    at = later(minutes=5)
    ended = Pass(TICK.name, "here", microseconds(at), "ValueError")
    note(lambda: writing(office.monitor.engine), ended)
    check = next(each for each in examine(office.monitor, at).checks if each.name == "job-tick")
    assert (check.state, check.measured["trouble"]) == ("failed", "ValueError")


def test_a_pass_that_fails_is_noted_with_its_trouble(office: Office) -> None:
    Intruder(office.monitor.engine).runs("DELETE FROM projection_progress")
    with pytest.raises(Exception, match="No row"):
        wakes(office, later(minutes=20), TICK)
    note_at = {each.name: each for each in examine_passes(office)}
    assert note_at["tick"].trouble == "NoResultFound"


def examine_passes(office: Office) -> Iterator[Pass]:
    with writing(office.monitor.engine) as connection:
        for row in connection.execute(text("SELECT name, holder, ended_at, trouble FROM job_passes")):
            yield Pass(*row)


def test_projections_that_do_not_follow_turn_it_red(office: Office) -> None:
    office.monitor.record([line("annual-report-filed", "2025-05-30", year=2024)], at=NOW, by="officer")
    assert examine(office.monitor, later(minutes=15)).checks[3].state == "ok"
    found = examine(office.monitor, later(minutes=16))
    assert states(found)["projections"] == "failed"
    assert next(each for each in found.checks if each.name == "projections").measured["lag"] == 1
    wakes(office, later(minutes=16))
    assert states(examine(office.monitor, later(minutes=16)))["projections"] == "ok"


def test_a_missing_or_unclean_audit_and_a_quarantine_are_warnings(office: Office) -> None:
    assert states(examine(office.monitor, later(hours=47)))["self-audit"] == "ok"
    assert states(examine(office.monitor, later(hours=49)))["self-audit"] == "warning"
    Intruder(office.monitor.engine).runs(
        "UPDATE events SET topic = 'x' WHERE position = 1",
        "INSERT INTO projection_quarantine VALUES (1, 'c9', 1, 'x')",
    )
    wakes(office, later(days=2))
    found = examine(office.monitor, later(days=2))
    assert states(found)["self-audit"] == states(found)["quarantine"] == "warning"
    assert found.is_ready


def test_the_next_twelve_months_of_holidays_are_asked_for(office: Office) -> None:
    through = examine(office.monitor, evening("2024-12-31")).checks
    measured = next(each for each in through if each.name == "calendar").measured
    assert measured == {"published_through": "2025-12-31", "days": 365}
    assert states(Health(NOW, through))["calendar"] == "ok"


def test_a_database_that_is_away_is_told_without_its_address() -> None:
    engine = open_database("postgresql+psycopg://monitor:marker@127.0.0.1:1/none")
    monitor = Office(engine).monitor
    found = examine(monitor, NOW)
    assert found.answer()["checks"] == [
        {"name": "database", "state": "failed", "code": "database-unavailable"}
    ]
    metrics = Metrics(monitor, lambda: NOW, lambda: 0.0)
    assert figures(metrics.page()) == {"cluster_monitor_database_up": 0.0}
    engine.dispose()


def test_the_outline_names_no_figure(office: Office) -> None:
    outline = examine(office.monitor, NOW).outline()
    assert outline["ready"] is True
    assert set(outline["checks"].values()) <= {"ok", "warning", "failed"}
    assert set(outline) == {"ready", "checks"}


def test_many_who_ask_at_once_cost_one_examination(office: Office) -> None:
    seconds = iter([0.0, 1.0, 2.5])
    asked = count()

    def clock() -> datetime:
        next(asked)
        return NOW

    remembered = Remembered(office.monitor, clock, lambda: next(seconds))
    assert remembered.now() is remembered.now()
    assert remembered.now().is_ready
    assert next(asked) == 2


# --- as it is typed ---------------------------------------------------------------------------


def test_health_ends_with_one_where_a_check_failed(tmp_path: Any) -> None:
    terminal = Terminal(tmp_path, simulation=False)
    missing = terminal.types("health", "--json")
    assert missing.code == 1
    assert missing.json["checks"][0]["code"] == "database-not-initialised"
    terminal.initialised()
    found = terminal.types("health", "--lang", "en")
    assert found.code == 1
    assert "job-tick, job-self-audit" in found.err
    assert "任务 tick" in terminal.types("health").out


def test_a_simulation_which_nobody_wakes_is_ready(tmp_path: Any) -> None:
    found = Terminal(tmp_path).with_story().types("health", "--json")
    assert found.code == 0
    assert {each["name"] for each in found.json["checks"]} == {"database", "quarantine", "calendar"}


def test_health_needs_its_clock_in_a_simulation(tmp_path: Any) -> None:
    terminal = Terminal(tmp_path).initialised()
    assert typed("health", "--db", terminal.db).code == 2


# --- the figures ------------------------------------------------------------------------------


def figures(page: bytes) -> dict[str, float]:
    return {
        "".join([each.name, *(f" {value}" for value in each.labels.values())]): each.value
        for family in text_string_to_metric_families(page.decode())
        for each in family.samples
        if "bucket" not in each.name and "created" not in each.name
    }


@pytest.fixture
def ticking() -> Callable[[], float]:
    seconds = count(0, 100)
    return lambda: float(next(seconds))


def test_the_figures_of_the_service_are_those_of_its_answers(
    office: Office, ticking: Callable[[], float]
) -> None:
    found = figures(Metrics(office.monitor, lambda: later(minutes=1), ticking).page())
    prefix = "cluster_monitor_"
    assert found[f"{prefix}database_up"] == 1
    assert found[f"{prefix}log_events"] == office.monitor.log.last_position()
    assert found[f"{prefix}projection_lag_events"] == 0
    assert found[f"{prefix}job_age_seconds tick"] == 60
    assert found[f"{prefix}self_audit_clean"] == 1
    assert found[f"{prefix}calendar_horizon_days"] == 213
    overdue = [
        each
        for each in office.monitor.due(on=NOW.date(), known_at=NOW, within=None)
        if each["state"] == "overdue"
    ]
    assert found[f"{prefix}overdue_obligations"] == len(overdue) > 0
    kinds = [each["type"] for each in office.monitor.alerts(limit=100)]
    assert {name.split()[1]: value for name, value in found.items() if "findings" in name} == {
        kind: kinds.count(kind) for kind in kinds
    }


def test_an_open_window_is_counted_by_its_kind(office: Office, ticking: Callable[[], float]) -> None:
    office.record(
        "2025-06-02",
        line("case-opened", "2025-06-02", case="a", grounds=["reporting"]),
        line("revocation-decided", "2025-06-02", case="a", grounds=["reporting"], number="1"),
        line("decision-served", "2025-06-02", case="a", method="signed"),
    )
    office.tick("2025-06-02")
    found = figures(Metrics(office.monitor, lambda: evening("2025-06-02"), ticking).page())
    assert found["cluster_monitor_open_windows appeal"] == 1
    assert found["cluster_monitor_webhook_messages waiting"] == 0
    assert found["cluster_monitor_webhook_messages dead"] == 0
    assert found["cluster_monitor_alert_messages waiting"] == 0
    assert found["cluster_monitor_alert_messages dead"] == 0


def test_whatever_is_asked_makes_no_new_series(office: Office, ticking: Callable[[], float]) -> None:
    metrics = Metrics(office.monitor, lambda: NOW, ticking)
    for number in range(50):
        metrics.answered(f"M{number}", None, 404, 0.1)
    metrics.answered("GET", "/api/v1/clusters/{cluster}", 200, 0.1)
    found = figures(metrics.page())
    requests = {name: value for name, value in found.items() if "requests_total" in name}
    assert requests == {
        "cluster_monitor_requests_total other unknown 404": 50,
        "cluster_monitor_requests_total GET /api/v1/clusters/{cluster} 200": 1,
    }


def test_the_figures_have_a_listener_of_their_own(office: Office, ticking: Callable[[], float]) -> None:
    metrics = Metrics(office.monitor, lambda: NOW, ticking)
    with metrics.served("127.0.0.1", 0) as port:
        with urlopen(f"http://127.0.0.1:{port}/metrics") as page:
            assert b"cluster_monitor_database_up 1.0" in page.read()
        with pytest.raises(RefusedError, match="address-not-free"), metrics.served("127.0.0.1", port):
            pass
