"""Days, instants and terms as pages write them."""

from datetime import datetime

from domain.events import SHANGHAI
from monitor.wording import Language, say


def moment(at: datetime | str) -> str:
    """Return an instant as a clock in China shows it, to the minute.

    >>> moment("2026-11-21T01:30:00Z")
    '2026-11-21 09:30'
    """
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def days_left_words(days: int, language: Language) -> str:
    """Return how long it is until a day, or how long it has been since.

    >>> days_left_words(-236, "zh"), days_left_words(0, "zh"), days_left_words(9, "zh")
    ('逾期 236 天', '今天', '剩 9 天')
    """
    if days == 0:
        return say("page-today", language)
    return say("page-days-over" if days < 0 else "page-days-left", language, days=abs(days))
