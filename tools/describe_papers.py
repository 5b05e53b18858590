"""The table of the fields that templates of papers may name, made from the types of the drafts.

Run `python -m tools.describe_papers` to write `docs/paper-fields.md`; a test keeps it current.
"""

from collections.abc import Iterator
from pathlib import Path

from monitor.drafts.kinds import KINDS, DraftKind
from monitor.drafts.language import Field, Tree, fields_of

PAGE = Path(__file__).parents[1] / "docs" / "paper-fields.md"
HEAD = """# Fields of the papers

Made by `python -m tools.describe_papers` from the types of the drafts; do not edit by hand.
How to use them in a template: [papers.md](papers.md). A field that is not known is `＿＿（待填）`.

"""
_KINDS = {"text": "text", "texts": "list of texts", "rows": "list of rows"}


def page() -> str:
    """Return the page."""
    return HEAD + "\n".join(_section(kind) for kind in KINDS.values())


def _section(kind: DraftKind) -> str:
    rows = "".join(_rows(fields_of(kind.fields)))
    return f"## {kind.title}: `{kind.file}`\n\n| field | holds | 含义 | meaning |\n|---|---|---|---|\n{rows}"


def _rows(fields: Tree, before: str = "") -> Iterator[str]:
    for name, field in fields.items():
        yield _row(f"{before}{name}", field)
        yield from _rows(field.inner, f"{before}{name}: each.")


def _row(name: str, field: Field) -> str:
    return f"| `{name}` | {_KINDS[field.kind]} | {field.title} | {field.meaning} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
