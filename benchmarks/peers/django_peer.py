"""Django with django-simple-history: a row for each cluster, and a row of history for each change.

Promise: it knows nothing of the product. There are no events: a fact is a change of the cluster's
row, dated by `_history_date`, as its documentation shows for histories that are imported.
"""

import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone
from statistics import median
from time import perf_counter
from typing import Any

import django  # type: ignore[import-not-found]
from django.conf import settings  # type: ignore[import-not-found]

STANDINGS = {
    "application-submitted.v1": "applying",
    "cluster-recognised.v1": "recognised",
    "revocation-decided.v1": "revoked",
    "recognition-surrendered.v1": "surrendered",
}


def begin(told: dict[str, str]) -> Any:  # noqa: ANN401 - a model class of Django's
    """Set Django up over a database and return the model."""
    database = {"ENGINE": f"django.db.backends.{told['engine']}", "NAME": told["name"]}
    database |= {"HOST": told["host"], "USER": "postgres"}
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "simple_history"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    from django.db import connection, models  # type: ignore[import-not-found] # noqa: PLC0415 - only once it is set up
    from simple_history.models import HistoricalRecords  # type: ignore[import-not-found] # noqa: PLC0415

    class Cluster(models.Model):  # type: ignore[misc] # noqa: DJ008 - shown to nobody
        cluster = models.TextField(unique=True)
        standing = models.TextField()
        reports = models.IntegerField()
        facts = models.IntegerField()
        last_on = models.TextField()
        told = models.TextField()
        history = HistoricalRecords()

        class Meta:
            app_label = "auth"
            db_table = "bench_cluster"

    from django.core.management import call_command  # type: ignore[import-not-found] # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Cluster)
        editor.create_model(Cluster.history.model)
    return Cluster


def digest(states: dict[str, tuple[str, int, int, str]]) -> str:
    """Return a hash over all answers."""
    return hashlib.sha256(json.dumps(sorted(states.items())).encode()).hexdigest()


def state(row: Any) -> tuple[str, int, int, str]:  # noqa: ANN401 - a row of Django's
    """Return what is answered of a row."""
    return row.standing, row.reports, row.facts, row.last_on


def tell(row: Any, line: dict[str, Any], second: int) -> None:  # noqa: ANN401 - a row of Django's
    """Change a row as a fact says; two facts of one day differ by a second."""
    kind = line["body"]["type"]
    row.standing = STANDINGS.get(kind, row.standing)
    row.reports += kind == "annual-report-filed.v1"
    row.facts += 1
    row.last_on = max(row.last_on, line["effective_on"])
    row.told = json.dumps(line, ensure_ascii=False)
    day = datetime.fromisoformat(line["effective_on"]).replace(tzinfo=timezone.utc)  # noqa: UP017 - any Python
    row._history_date = day + timedelta(seconds=second)  # noqa: SLF001 - as documented


def import_all(model: Any, clusters: dict[str, list[dict[str, Any]]]) -> None:  # noqa: ANN401
    """Save clusters in turns: one bulk update with history for each n-th fact of some clusters."""
    from simple_history.utils import bulk_create_with_history, bulk_update_with_history  # type: ignore[import-not-found] # noqa: PLC0415

    names = list(clusters)
    fields = ["standing", "reports", "facts", "last_on", "told"]
    for start in range(0, len(names), 1_000):
        some = names[start : start + 1_000]
        rows = [model(cluster=name, standing="", reports=0, facts=0, last_on="", told="") for name in some]
        for row in rows:
            tell(row, clusters[row.cluster][0], 0)
        rows = bulk_create_with_history(rows, model)
        for number in range(1, max(len(clusters[name]) for name in some)):
            due = [row for row in rows if number < len(clusters[row.cluster])]
            for row in due:
                tell(row, clusters[row.cluster][number], number)
            bulk_update_with_history(due, model, fields, batch_size=500)


def fleet(model: Any, day: str) -> dict[str, tuple[str, int, int, str]]:  # noqa: ANN401
    """Return all clusters as of the end of a day."""
    end = datetime.fromisoformat(day).replace(tzinfo=timezone.utc) + timedelta(days=1, seconds=-1)  # noqa: UP017
    return {row.cluster: state(row) for row in model.history.as_of(end)}


def main(workload: str, told: str, day: str, singles: int) -> None:
    """Measure and print."""
    model = begin(json.loads(told))
    clusters: dict[str, list[dict[str, Any]]] = {}
    with open(workload, encoding="utf-8") as lines:  # noqa: PTH123 - as the other peer
        for line in map(json.loads, lines):
            clusters.setdefault(line["cluster"], []).append(line)
    count, rates = sum(map(len, clusters.values())), {}
    began = perf_counter()
    import_all(model, clusters)
    rates["bulk"] = count / (perf_counter() - began)
    answers = [digest({row.cluster: state(row) for row in model.objects.all()}), digest(fleet(model, day))]
    began = perf_counter()
    sum(1 for _ in model.history.all().iterator(chunk_size=2_000))
    rates["read"] = count / (perf_counter() - began)
    began = perf_counter()
    fleet(model, day)
    rates["roster"] = len(clusters) / (perf_counter() - began)
    taken = []
    rows = list(model.objects.all()[:singles])
    line = next(iter(clusters.values()))[-1]
    for number in range(singles):
        row = rows[number % len(rows)]
        tell(row, {**line, "effective_on": "2026-11-20"}, number)
        began = perf_counter()
        row.save()
        taken.append(perf_counter() - began)
    rates["single"] = 1 / median(taken)
    print(json.dumps({"rates": rates, "answers": answers}))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
