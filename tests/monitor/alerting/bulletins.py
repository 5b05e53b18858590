"""Bulletins for tests: notices with whatever words they are to carry."""

from datetime import UTC, date, datetime
from typing import Any

from monitor.alerting.bulletin import Bulletin, Notice

AT = datetime(2026, 2, 10, 4, 0, 0, 250_000, tzinfo=UTC)


def notice(number: int = 1, **words: Any) -> Notice:
    stated: dict[str, Any] = {
        "alert": f"00000000-0000-5000-8000-{number:012d}",
        "cluster": "c1",
        "name": "晋江鞋服集群",
        "place": "福建省 泉州市 晋江市",
        "text": "期限开始：申诉 1号",
        "clause": "fujian-2022 第十六条",
        "body": "福建省主管部门",
        "legal_on": date(2026, 2, 3),
        "due_on": date(2026, 2, 28),
        "days_left": 8,
        "certainty": "final",
        "deadline": "appeal case1",
        "subject": "申诉 case1",
        "link": "https://monitor.example/clusters/c1",
        **words,
    }
    return Notice(**stated)


def bulletin(*notices: Notice, **stated: Any) -> Bulletin:
    told = notices or (notice(),)
    link = told[0].link if len(told) == 1 else "https://monitor.example/"
    return Bulletin(**{"id": "7b1f0a52-0000-5000-8000-000000000000", "notices": told, "link": link, **stated})
