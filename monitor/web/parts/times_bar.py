"""The bar with the two dates of a page: on which legal day, and as known when."""

from collections.abc import Mapping

from htpy import Node, a, button, fieldset, form, label, legend
from htpy import input as input_

from domain.events import SHANGHAI
from monitor.http.asking import Times
from monitor.wording import Language, say


def times_bar(times: Times, language: Language, kept: Mapping[str, str] = {}) -> Node:
    """Return the form that asks the same page about other times; `kept` are its other parameters.

    Knowledge is asked for by day: as known at the end of it.
    """
    known_on = times.known_at.astimezone(SHANGHAI).date().isoformat()
    return form(".times", method="get", role="search", aria_label=say("page-times", language))[
        fieldset[
            legend[say("page-times", language)],
            (input_(type="hidden", name=name, value=value) for name, value in kept.items()),
            label[
                say("page-on", language),
                input_(type="date", name="on", value="" if times.is_now else str(times.on)),
            ],
            label[
                say("page-known-at", language),
                input_(
                    type="date",
                    name="known_at",
                    value="" if times.is_now else known_on,
                    max=known_on if times.is_now else None,
                ),
            ],
            button(type="submit")[say("page-times-do", language)],
            a(href="?")[say("page-replay-end", language)] if not times.is_now else None,
        ]
    ]
