"""Every table of a real database is in a backup, or is left out for a reason."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, inspect

from monitor.backup.tables import LEFT_OUT, TABLES

NUMBERED_BY_THE_DATABASE = {("access_record", "number")}


@pytest.fixture
def found(engine: Engine) -> Iterator[dict[str, list[str]]]:
    look = inspect(engine)
    names = [*look.get_table_names(), *look.get_view_names()]
    yield {name: [each["name"] for each in look.get_columns(name)] for name in names}
    look.clear_cache()


def test_every_table_is_saved_or_left_out_for_a_reason(found: dict[str, list[str]]) -> None:
    assert found.keys() == TABLES.keys() | LEFT_OUT.keys()
    assert not TABLES.keys() & LEFT_OUT.keys()


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_saved_table_is_saved(found: dict[str, list[str]], name: str) -> None:
    expected = {each for each in found[name] if (name, each) not in NUMBERED_BY_THE_DATABASE}
    assert TABLES[name].columns.keys() == expected
