"""PDF drafts: of our own layout, the same bytes every time, refused clearly where they cannot be made."""

import builtins
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from domain.refusal import RefusedError
from monitor.answers.refusals import refusal_sentence
from monitor.application import Monitor
from monitor.drafts.draft import draft
from monitor.drafts.kinds import KINDS
from monitor.drafts.page import page_of
from tests.monitor.drafts.department import asked, paper


def test_a_draft_comes_as_pdf_and_the_same_question_gives_the_same_bytes(monitor: Monitor) -> None:
    first = draft(monitor, asked("service-receipt"), "pdf")
    assert first.content.startswith(b"%PDF-")
    assert draft(monitor, asked("service-receipt"), "pdf") == first


def test_the_page_says_what_the_word_draft_says(monitor: Monitor) -> None:
    page = page_of(KINDS["revocation-decision"], paper(monitor, "revocation-decision", "2026-02-10"))
    assert "最后一日：2026年2月28日。" in page
    assert "<header>草稿</header>" in page
    assert "url(" not in page
    for kind in KINDS:
        assert "{" not in page_of(KINDS[kind], paper(monitor, kind)).partition("</style>")[2]


def test_a_pdf_has_our_own_layout(monitor: Monitor, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="paper-pdf-has-no-template"):
        draft(monitor, asked("service-receipt"), "pdf", tmp_path)


def test_where_the_extra_is_not_installed_a_pdf_is_refused_in_words(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def without(
        name: str,
        of: Mapping[str, object] | None = None,
        local: Mapping[str, object] | None = None,
        wanted: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if name == "weasyprint":
            reason = "cannot load library 'libpango-1.0-0'"
            raise OSError(reason)
        return found(name, of, local, wanted, level)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RefusedError) as raised:
        draft(monitor, asked("service-receipt"), "pdf")
    monkeypatch.undo()
    assert raised.value.kind == "unavailable"
    assert "libpango" in refusal_sentence(raised.value, "en")
