import re
from pathlib import Path

import pytest

from monitor.intake.line import COMMAND_LINE, Place, Problem
from monitor.wording.intake import INTAKE

INTAKE_CODE = Path(__file__).parents[3] / "monitor/intake"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in INTAKE_CODE.glob("*.py"))
PROBLEMS = [code for code in INTAKE if not code.startswith("place-")]


@pytest.mark.parametrize("code", INTAKE)
def test_every_sentence_is_used(code: str) -> None:
    assert f'"{code}"' in SOURCE


@pytest.mark.parametrize("code", PROBLEMS)
@pytest.mark.parametrize(
    "place",
    [
        Place("a"),
        Place("a", 1),
        Place("a", 1, "b"),
        Place("a", None, "b", "C7"),
        Place("a", None, "b"),
        Place(COMMAND_LINE),
    ],
)
def test_every_sentence_can_be_said_of_every_place_in_both_languages(code: str, place: Place) -> None:
    problem = Problem(code=code, place=place, field="year", found="{x}", allowed=("甲", "alpha"))

    assert problem.sentence("zh").endswith("。")
    assert problem.sentence("en").endswith(".")
    assert problem.sentence("zh") != problem.sentence("en")


@pytest.mark.parametrize("code", PROBLEMS)
def test_both_languages_say_the_same_things(code: str) -> None:
    chinese, english = (set(re.findall(r"{(\w+)}", sentence)) for sentence in INTAKE[code])

    assert chinese == english
    assert "where" in chinese
