"""The kinds of drafts: what each is called, what it says, what has to be named to ask for it."""

from typing import Literal

import msgspec

from domain.refusal import RefusedError
from monitor.drafts.fields import AppealPaper, CasePaper, Evaluation, Paper, Reminder

About = Literal["case", "cluster", "programme"]


class DraftKind(msgspec.Struct, frozen=True):
    """One kind: its code, its Chinese title, the fields it has, what it is about."""

    name: str
    title: str
    fields: type[Paper]
    about: About

    @property
    def file(self) -> str:
        """The name of its template."""
        return f"{self.name}.docx"


KINDS: dict[str, DraftKind] = {
    each.name: each
    for each in (
        DraftKind("revocation-decision", "撤销认定决定书", CasePaper, "case"),
        DraftKind("defence-invitation", "陈述申辩告知书", CasePaper, "case"),
        DraftKind("service-receipt", "送达回证", CasePaper, "case"),
        DraftKind("reminder", "期限提醒函", Reminder, "cluster"),
        DraftKind("appeal-answer", "申诉答复书", AppealPaper, "case"),
        DraftKind("yearly-evaluation", "集群发展评估报告", Evaluation, "programme"),
    )
}


def kind_named(name: str) -> DraftKind:
    """Return a kind.

    Raises:
        RefusedError: "paper-kind-unknown".
    """
    if name not in KINDS:
        raise RefusedError("paper-kind-unknown", found=name, allowed=" ".join(KINDS))
    return KINDS[name]
