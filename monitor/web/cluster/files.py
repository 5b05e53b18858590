"""The history of a cluster as a file to keep: JSON, CSV, Excel; where it comes from is told in it."""

from fastapi import Response

from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.exchange.lists import FORMS, Frame, list_file
from monitor.exchange.provenance import origin_of
from monitor.web.asking import TimesShown, Visitor
from monitor.web.lists.files import attached


def history_file(asked: Visitor, cluster: str, form: str, times: TimesShown) -> Response:
    """Answer the history of a cluster as it was known, as a file.

    Raises:
        RefusedError: "cluster-not-found"; "route-unknown", there is no such form.
    """
    monitor = asked.guarded.monitor_for(READ, cluster)
    chosen = next((each for each in FORMS if each == form), None)
    if chosen is None:
        raise RefusedError("route-unknown", method=asked.request.method)
    lines = asked.guarded.history(cluster, known_at=times.known_at)
    programmes = {line["data"]["programme"] for line in lines if line["data"].get("programme")}
    known = programmes & set(monitor.library.programmes)
    origin = origin_of(monitor, f"history {cluster}", on=times.on, known_at=times.known_at, programmes=known)
    frame = Frame(asked.language, asked.simulation, origin.told(asked.language, len(lines)))
    return attached(list_file(chosen, "history", lines, frame), form, f"{cluster}-history")
