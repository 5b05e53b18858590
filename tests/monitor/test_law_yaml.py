from decimal import Decimal
from typing import Any

import pytest

from domain.refusal import RefusedError
from monitor.law import LARGEST_BYTES, load_rulebook, load_shape


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("", "$", "Expected `object`, got `null`"),
        ("just words", "$", "Expected `object`, got `str`"),
        ("a: [1", "$", "did not find expected"),
        ("a: 1\na: 2", "a", "comes twice"),
        ("standing:\n  state: draft\n  state: issued", "standing.state", "comes twice"),
        ("a: &x 1\nb: *x", "b", "anchors and aliases"),
        ("a: !!python/object/apply:os.system [x]", "a", "unknown field"),
        ("a: !!python/name:os.system x", "a", "tag"),
        ("a: !mine x", "a", "tag"),
        ("? [a]\n: 1", "$", "must be a word"),
        ("a: 1\n---\nb: 2", "$", "but found another document"),
        (b"\xff\xfe\xff", "$", "can't decode"),
        (b"#" * (LARGEST_BYTES + 1), "$", "larger than"),
        ("[" * 5000, "$", ""),
    ],
)
def test_yaml_that_is_not_plain_is_refused(text: str | bytes, key: str, reason: str) -> None:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(RefusedError) as refused:
        load_rulebook(content, "law.yaml")
    values = refused.value.values
    assert (values["file"], values["key"]) == ("law.yaml", key)
    assert reason in values["reason"]


def test_yes_no_on_and_off_are_words_not_truth_values() -> None:
    read = load_shape(
        b"{on: yes, off: no, day: 2024-02-30, hour: 12:30, octal: 010}", dict[str, str], "x.yaml"
    )
    assert read == {"on": "yes", "off": "no", "day": "2024-02-30", "hour": "12:30", "octal": "010"}


def test_numbers_keep_their_digits() -> None:
    read = load_shape(b"{whole: 10, part: 0.10, none: ~}", dict[str, Any], "x.yaml")
    assert read == {"whole": 10, "part": Decimal("0.10"), "none": None}
    assert str(read["part"]) == "0.10"
