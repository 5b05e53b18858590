"""Synthetic histories with known truth, from a seed.

Promise: the same seed gives the same histories, byte for byte. Each id starts with `synth-`, each
name with 〔演示〕; no place or enterprise in them is real.
"""

from collections.abc import Iterable
from datetime import date
from random import Random

from monitor.demo.acts import end_validity, file_the_rest
from monitor.demo.programmes import Scheme
from monitor.demo.scenarios.catalogue import CATALOGUE
from monitor.demo.scenarios.scenario import Scenario
from monitor.demo.scribe import Scribe
from monitor.demo.truth import History


def generate(seed: int = 7) -> tuple[History, ...]:
    """Return every scenario in every programme in which it makes sense.

    >>> {history.programme for history in generate()} >= {"fujian", "national"}
    True
    """
    return tell_all(CATALOGUE, seed)


def tell_all(chosen: Iterable[Scenario], seed: int, until: date | None = None) -> tuple[History, ...]:
    """Tell scenarios in all their programmes, each to its own end or until the day given."""
    return tuple(tell(scenario, scheme, seed, until) for scenario in chosen for scheme in scenario.schemes())


def tell(scenario: Scenario, scheme: Scheme, seed: int, until: date | None = None) -> History:
    """Tell one scenario in one programme; chance depends on seed, kind and programme alone."""
    rng = Random(f"{seed}/{scenario.kind}/{scheme.programme}")  # noqa: S311 - reproducible, no secret
    s = Scribe(scheme, scenario.kind, rng, until or scenario.until)
    scenario.tell(s)
    file_the_rest(s)
    end_validity(s)
    return s.history()
