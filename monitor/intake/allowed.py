"""What a field allows, in words, from its type: "1949 至 2200 之间的整数"."""

from collections.abc import Callable
from typing import get_args

import msgspec.inspect as mi

from domain import text
from monitor.intake.labels import PROGRAMMES
from monitor.intake.line import NOTHING, Pair
from monitor.intake.naming import in_order, value_label


def _pattern(elementary: object) -> str:
    return str(get_args(elementary)[1].pattern)


STATED = _pattern(text.StatedDay)
PRINTABLE = _pattern(text.Name)
PROGRAMME = _pattern(text.Programme)
FORMS: dict[str, Pair] = {
    PRINTABLE: (
        "文字（不含控制字符）",
        "text without control characters",
    ),
    STATED: ("日、月或年，如 2025-03-30、2025-03、2025", "a day, month or year: 2025-03-30, 2025-03, 2025"),
    _pattern(text.ClusterId): (
        "1 至 64 个英文字母、数字、“.”、“_”或“-”",
        "1 to 64 letters a-z, digits, “.”, “_” or “-”",
    ),
    _pattern(text.DivisionCode): ("六位区划代码，如 350582", "a division code of six digits, such as 350582"),
    _pattern(text.Sha256): ("64 位小写十六进制数", "64 lower-case hexadecimal digits"),
    PROGRAMME: (
        "、".join(f"{code}（{label}）" for code, label in PROGRAMMES.items()),
        ", ".join(PROGRAMMES),
    ),
}
DAYS: Pair = ("日期，如 2025-03-30", "a day such as 2025-03-30")
REASONABLE_DAYS: Pair = ("1949-01-01 至 2200-12-31 之间的日期", "a day from 1949-01-01 to 2200-12-31")
REASONABLE_NUMBERS: Pair = (
    "-10^15 至 10^15 之间、至多 12 位小数的数",
    "a number from -10^15 to 10^15 with at most 12 decimals",
)
YES_NO: Pair = ("true 或 false（表格中填 是 或 否）", "true or false")
INSTANTS: Pair = (
    "带时区的时刻，如 2025-03-30T01:02:03Z",
    "an instant with its offset, such as 2025-03-30T01:02:03Z",
)


def allowed(kind: mi.Type) -> Pair:
    """Return what values of this type may be."""
    describe = _DESCRIBE.get(type(kind))
    return describe(kind) if describe else NOTHING


def listed(names: list[str], labels: list[str | None]) -> Pair:
    """Return names with their labels in Chinese, and without in English."""
    chinese = [f"{name}（{label}）" if label else name for name, label in zip(names, labels, strict=True)]
    return "、".join(chinese), ", ".join(names)


def alternatives(kind: mi.Type) -> tuple[mi.Type, ...]:
    """Return the types a value may have, null left out."""
    if isinstance(kind, mi.UnionType):
        return tuple(part for part in kind.types if not isinstance(part, mi.NoneType))
    return (kind,)


def _union(kind: mi.Type) -> Pair:
    parts = [allowed(part) for part in alternatives(kind)]
    return " 或 ".join(part[0] for part in parts), " or ".join(part[1] for part in parts)


def _whole(kind: mi.Type) -> Pair:
    if not isinstance(kind, mi.IntType) or kind.ge is None or kind.le is None:
        return "整数", "a whole number"
    return f"{kind.ge} 至 {kind.le} 之间的整数", f"a whole number from {kind.ge} to {kind.le}"


def _text(kind: mi.Type) -> Pair:
    if not isinstance(kind, mi.StrType):
        return NOTHING
    chinese, english = FORMS.get(kind.pattern or "", ("文字", "text"))
    if kind.max_length is None or kind.pattern != PRINTABLE:
        return chinese, english
    least = kind.min_length or 0
    return (
        f"{least} 至 {kind.max_length} 个字的{chinese}",
        f"{english}, {least} to {kind.max_length} characters",
    )


def _enumeration(kind: mi.Type) -> Pair:
    values = in_order(kind.values) if isinstance(kind, mi.LiteralType) else []
    return listed(values, [value_label(value) for value in values])


def _array(kind: mi.Type) -> Pair:
    if not isinstance(kind, mi.VarTupleType):
        return NOTHING
    chinese, english = allowed(kind.item_type)
    return f"列表，各项为：{chinese}", f"a list of: {english}"


def _members(kind: mi.Type) -> Pair:
    names = [field.encode_name for field in kind.fields] if isinstance(kind, mi.StructType) else []
    return f"对象，可含 {'、'.join(names)}", f"an object with {', '.join(names)}"


def _always(pair: Pair) -> Callable[[mi.Type], Pair]:
    return lambda _: pair


_DESCRIBE: dict[type[mi.Type], Callable[[mi.Type], Pair]] = {
    mi.UnionType: _union,
    mi.IntType: _whole,
    mi.StrType: _text,
    mi.LiteralType: _enumeration,
    mi.VarTupleType: _array,
    mi.StructType: _members,
    mi.BoolType: _always(YES_NO),
    mi.DecimalType: _always(("数", "a number")),
    mi.DateType: _always(DAYS),
    mi.DateTimeType: _always(INSTANTS),
    mi.DictType: _always(('对象（JSON），如 {"output_yi": {"2022": 35.1}}', "an object (JSON)")),
}
