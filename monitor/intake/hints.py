"""What a template says about each column, and what its example row holds."""

import msgspec.inspect as mi

from monitor.intake.allowed import PROGRAMME, STATED, allowed, alternatives
from monitor.intake.labels import INDICATORS
from monitor.intake.naming import in_order, value_label

Example = str | int | float

EFFECTIVE_ON: dict[str, str] = {
    "application-submitted": "收到申报材料的日期",
    "application-recommended": "市级部门作出的日期",
    "public-notice-posted": "公示的第一日",
    "cluster-recognised": "名单公布的日期",
    "annual-report-filed": "收到的日期",
    "major-change-occurred": "变动发生的日期",
    "major-change-filed": "收到备案的日期",
    "incident-reported": "事件发生的日期",
    "review-applied": "收到复核申请的日期",
    "revocation-decided": "作出决定的日期",
    "decision-served": "签收、收到、留置、到达或张贴的日期",
    "title-cancelled": "作出决定的日期",
    "appeal-lodged": "部门收到申诉的日期",
}
_ANY_DAY = "发生或作出的日期"

EXAMPLES: dict[str, Example] = {
    "cluster": "fj-jinjiang-shoes",
    "effective_on": "2025-03-30",
    "source.number": "泉工信〔2025〕12号",
    "source.issuer": "泉州市工信局",
    "name": "晋江市运动鞋产业集群",
    "province": "福建省",
    "city": "泉州市",
    "county": "晋江市",
    "county_code": "350582",
    "valid_from": "2023-07-10",
    "valid_to": "2026-07-10",
    "year": 2024,
    "working_days": 5,
    "change": "b1",
    "incident": "s1",
    "case": "c1",
    "enterprise.uscc": "91350582000000000X",
    "enterprise.name": "某某鞋业有限公司",
    "grounds": "报送与监督、复核",
    "event": "0b3a8f9e-0000-5000-8000-000000000000",
    "number": "闽工信函〔2025〕8号",
    "area_km2": 12.5,
    "indicators.output_yi": 35.1,
    "indicators.sme_share_pct": 91.5,
}
_LEFT_EMPTY = frozenset({"days", "key", "source.sha256", "plan", "plan_assessment"})


def hint(name: str, kind: mi.Type, type_name: str, *, required: bool) -> str:
    """Return what a column is for: required or not, and what it allows."""
    need = "必填" if required else "选填"
    parts = [need, _meaning(name, type_name), allowed(kind)[0]]
    if any(isinstance(part, mi.VarTupleType) for part in alternatives(kind)):
        parts.append("多项以“、”分隔")
    return "；".join(part for part in parts if part)


def mark_hint() -> str:
    """Return what the column of marks is for."""
    return "标有“示例”或“说明”的行不导入；其他行留空"


def _meaning(name: str, type_name: str) -> str:
    if name == "effective_on":
        return EFFECTIVE_ON.get(type_name, _ANY_DAY)
    if name.startswith("indicators.") and name.endswith("_pct"):
        return "填百分数的数值，如 91.5 表示 91.5%"
    return "同一防重键只记录一次" if name == "key" else ""


def example(name: str, kind: mi.Type) -> Example:
    """Return what the example row holds; an empty text for nothing."""
    if name in EXAMPLES:
        return EXAMPLES[name]
    if name in _LEFT_EMPTY or name.startswith("indicators."):
        return ""
    choices = dropdown(kind)
    return choices[0] if choices else _by_kind(alternatives(kind)[0])


def _by_kind(kind: mi.Type) -> Example:
    if isinstance(kind, mi.DateType):
        return "2025-03-30"
    if isinstance(kind, mi.StrType):
        return {PROGRAMME: "福建", STATED: "2025-03-30"}.get(kind.pattern or "", "（文字）")
    return 1 if isinstance(kind, mi.IntType | mi.DecimalType) else ""


def dropdown(kind: mi.Type) -> list[str]:
    """Return the entries of a column's list; none where it allows more than a list."""
    parts = alternatives(kind)
    if len(parts) != 1:
        return []
    if isinstance(parts[0], mi.BoolType):
        return ["是", "否"]
    values = in_order(parts[0].values) if isinstance(parts[0], mi.LiteralType) else []
    return [value_label(value) or value for value in values]


def indicator_columns(years: tuple[int, ...]) -> list[str]:
    """Return the columns of indicators a template offers: the output by year, the others once."""
    names = [f"indicators.{name}" for name in INDICATORS if name != "output_yi"]
    return [f"indicators.output_yi.{year}" for year in years] + names
