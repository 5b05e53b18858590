"""The language of templates: fields, conditions, one loop at a time, and nothing else.

Promise: a template is read whole before it is filled in, so that one which names an unknown field, or
asks for anything but its fields, is refused wherever it does so; what it is filled with is never read as
a template, and it can reach neither Python nor a file.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal, NoReturn

import msgspec
import msgspec.inspect as mi
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.environment import Template
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from domain.refusal import RefusedError
from monitor.drafts.fields import Paper
from monitor.intake.line import escaped

LOOP = ("index", "first", "last", "length")
_TEXT_AROUND = 40  # characters
_QUIET = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Not, nodes.And, nodes.Or, nodes.Compare)
_ALLOWED = (*_QUIET, nodes.Operand, nodes.Const, nodes.If)


class Field(msgspec.Struct, frozen=True):
    """What a field is; a row's fields are in `inner`."""

    kind: Literal["text", "texts", "rows"]
    title: str = ""
    meaning: str = ""
    inner: dict[str, "Field"] = msgspec.field(default_factory=dict)


def fields_of(kind: type[Paper]) -> dict[str, Field]:
    """Return the fields of a draft by name, from its type."""
    found = mi.type_info(kind)
    return _tree(found) if isinstance(found, mi.StructType) else {}


def _tree(struct: mi.StructType) -> dict[str, Field]:
    return {field.encode_name: _field(field.type) for field in struct.fields}


def _field(kind: mi.Type) -> Field:
    said = kind.extra_json_schema or {} if isinstance(kind, mi.Metadata) else {}
    title, meaning = str(said.get("title", "")), str(said.get("description", ""))
    plain = kind.type if isinstance(kind, mi.Metadata) else kind
    if not isinstance(plain, mi.ListType):
        return Field("text", title, meaning)
    if isinstance(plain.item_type, mi.StructType):
        return Field("rows", title, meaning, _tree(plain.item_type))
    return Field("texts", title, meaning)


Tree = Mapping[str, Field]


class TemplateLanguage(SandboxedEnvironment):
    """Reads one template: its texts may name the fields of one kind of draft."""

    def __init__(self, file: str, fields: Tree) -> None:
        """Name the file in what is refused."""
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_kept)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self._file = file
        self._fields = fields

    def from_string(self, source: Any, *_: object, **__: object) -> Template:  # noqa: ANN401 - as jinja2 has it
        """Return a text of the template, ready to be filled in.

        Raises:
            RefusedError: "paper-field-unknown", "paper-template-not-allowed", "paper-template-syntax".
        """
        try:
            read = self.parse(source)
        except TemplateSyntaxError as error:
            place = _place(source, error.lineno)
            reason = escaped(error.message or "")
            raise RefusedError("paper-template-syntax", file=self._file, place=place, reason=reason) from None
        _Reader(self._file, str(source), self._fields).check(read, {}, in_loop=False)
        return super().from_string(source)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as jinja2 has it
        """Return a field of a row, or what a loop says of itself; nothing else has attributes."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as jinja2 has it
        """Return nothing: nothing is asked for by its place."""
        return self.undefined(obj=obj, name=argument)


def _kept(value: object) -> object:
    """Keep a text from being taken for docxtpl's own signs "{_{", "{_%": a reference says the same in XML."""
    text = str(value)
    if not any(sign in text for sign in ("{_", "_}", "%_")):
        return value
    return escape(text).replace("_", Markup("&#95;"))


class _Reader:
    """Reads the tree of a template and refuses what is not of the language."""

    def __init__(self, file: str, source: str, fields: Tree) -> None:
        self._file = file
        self._source = source
        self._fields = fields

    def check(self, node: nodes.Node, rows: Mapping[str, Field], *, in_loop: bool) -> None:
        """Check a node; `rows` are what the loops around it run over, by the names they give."""
        if isinstance(node, nodes.For):
            self._check_loop(node, rows, in_loop=in_loop)
        elif isinstance(node, nodes.Name | nodes.Getattr):
            self._resolve(node, rows)
        elif not isinstance(node, _ALLOWED):
            self._refuse(node, type(node).__name__.lower())
        else:
            for each in node.iter_child_nodes():
                self.check(each, rows, in_loop=in_loop)

    def _check_loop(self, node: nodes.For, rows: Mapping[str, Field], *, in_loop: bool) -> None:
        if in_loop or node.test is not None or node.recursive or node.else_:
            self._refuse(node, "for … for" if in_loop else "for … if / else / recursive")
        if not isinstance(node.target, nodes.Name) or not isinstance(node.iter, nodes.Name):
            self._refuse(node, "for")
        found = self._resolve(node.iter, rows)
        if found.kind == "text":
            self._refuse(node, f"for … in {node.iter.name}")
        inner = Field("rows", inner=found.inner) if found.kind == "rows" else Field("text")
        loop = Field("rows", inner=dict.fromkeys(LOOP, Field("text")))
        for each in node.body:
            self.check(each, {node.target.name: inner, "loop": loop}, in_loop=True)

    def _resolve(self, node: nodes.Name | nodes.Getattr, rows: Mapping[str, Field]) -> Field:
        if isinstance(node, nodes.Name):
            return self._named(node, node.name, {**self._fields, **rows})
        if not isinstance(node.node, nodes.Name) or node.node.name not in rows:
            self._refuse(node, f"….{node.attr}")
        return self._named(node, node.attr, rows[node.node.name].inner, f"{node.node.name}.")

    def _named(self, node: nodes.Node, name: str, fields: Tree, before: str = "") -> Field:
        if name in fields:
            return fields[name]
        place, allowed = _place(self._source, node.lineno), " ".join(sorted(fields)) or "-"
        raise RefusedError(
            "paper-field-unknown", file=self._file, place=place, found=f"{before}{name}", allowed=allowed
        )

    def _refuse(self, node: nodes.Node, found: str) -> NoReturn:
        place = _place(self._source, node.lineno)
        raise RefusedError("paper-template-not-allowed", file=self._file, place=place, found=found)


def _place(source: object, line: int) -> str:
    """Return the text around a place: docxtpl puts each paragraph on a line of its own."""
    lines = str(source).splitlines()
    found = lines[line - 1] if 0 < line <= len(lines) else ""
    text = " ".join(re.sub(r"<[^>]*>", "", found).split())
    return escaped(text if len(text) <= _TEXT_AROUND else f"{text[:_TEXT_AROUND]}…")
