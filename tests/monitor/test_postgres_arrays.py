"""Arrays that are packed by ourselves are read by PostgreSQL as what they were."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from monitor.postgres_arrays import BigintArray, ByteaArray, TextArray, register
from tests.conftest import Server

TEXTS = st.lists(st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\x00")), max_size=5)
NUMBERS = st.lists(st.integers(-(2**63), 2**63 - 1), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(TEXTS, NUMBERS, st.lists(st.binary(max_size=40), max_size=5))
def test_every_list_comes_back_as_it_was(
    postgres: Server,
    postgresql_url: str,
    texts: Sequence[str | None],
    numbers: Sequence[int],
    values: Sequence[bytes],
) -> None:
    with postgres.connect(str(make_url(postgresql_url).database)) as login:
        register(login)
        packed = (TextArray.of(texts), BigintArray.of(numbers), ByteaArray.of(values))
        assert login.execute("SELECT %b, %b, %b", packed, binary=True).fetchone() == (texts, numbers, values)
