"""The page of fields holds every field of every kind, each with its meaning in both languages."""

from monitor.drafts.kinds import KINDS
from monitor.drafts.language import Tree, fields_of
from tools import describe_papers


def unexplained(fields: Tree) -> list[str]:
    missing = [name for name, field in fields.items() if not (field.title and field.meaning)]
    return missing + [name for field in fields.values() for name in unexplained(field.inner)]


def test_the_page_of_fields_is_current() -> None:
    assert describe_papers.PAGE.read_text(encoding="utf-8") == describe_papers.page()


def test_every_field_says_what_it_means() -> None:
    assert [unexplained(fields_of(kind.fields)) for kind in KINDS.values()] == [[]] * len(KINDS)
