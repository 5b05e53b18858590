"""What the tests of the command line share: a terminal, and the stories they type into it."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from monitor.cli.door import cli

CLUSTER = "fj-jinjiang-shoes"
# The story of section 3 of the contract: revoked, served on 2026-02-02, the report on 2024 never filed.
STORY: tuple[dict[str, Any], ...] = (
    {
        "type": "cluster-recognised",
        "cluster": CLUSTER,
        "effective_on": "2023-07-10",
        "data": {
            "programme": "fujian",
            "name": "晋江鞋服产业集群",
            "province": "福建省",
            "city": "泉州市",
            "county": "晋江市",
            "county_code": "350582",
            "valid_from": "2023-07-10",
            "valid_to": "2026-07-10",
        },
        "source": {"number": "闽工信〔2023〕1号", "issuer": "福建省工信厅"},
    },
    {
        "type": "annual-report-filed",
        "cluster": CLUSTER,
        "effective_on": "2024-03-28",
        "data": {"year": 2023, "indicators": {"area_km2": 35.1}},
        "source": {"number": "泉工信〔2024〕12号"},
    },
    {
        "type": "case-opened",
        "cluster": CLUSTER,
        "effective_on": "2026-01-05",
        "data": {"case": "c1", "grounds": ["reporting"]},
    },
    {
        "type": "revocation-decided",
        "cluster": CLUSTER,
        "effective_on": "2026-01-30",
        "data": {"case": "c1", "grounds": ["reporting"], "number": "闽工信撤〔2026〕1号"},
    },
    {
        "type": "decision-served",
        "cluster": CLUSTER,
        "effective_on": "2026-02-02",
        "data": {"case": "c1", "method": "signed"},
    },
)
AT = "2026-11-21T10:00:00+08:00"


class Said(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentences(self) -> list[str]:
        return self.err.splitlines()


class Terminal:
    """A folder with a database, in which commands are typed; the clock is that of a simulation."""

    def __init__(self, folder: Path, *, simulation: bool = True, at: str = AT) -> None:
        self.folder = folder
        self.db = str(folder / "monitor.db")
        self.at = at
        self.simulation = simulation

    def types(self, *words: str, at: str | None = None, **environment: str) -> Said:
        """Type a command about the database."""
        clock = ("--at", at or self.at) if self.simulation else ()
        return typed(*words, "--db", self.db, *clock, stdin=b"", **environment)

    def initialised(self) -> "Terminal":
        said = self.types("init", *(("--simulation",) if self.simulation else ()))
        assert said.code == 0, said
        return self

    def file(self, *facts: Any, name: str = "facts.jsonl") -> str:
        """Write facts, one a line, and return the path; text is written as it stands."""
        lines = [fact if isinstance(fact, str) else json.dumps(fact, ensure_ascii=False) for fact in facts]
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    def imports(self, *facts: Any, at: str | None = None) -> Said:
        return self.types("import", self.file(*facts), at=at)

    def with_story(self) -> "Terminal":
        said = self.initialised().imports(*STORY)
        assert said.code == 0, said
        return self


def typed(*words: str, stdin: bytes = b"", **environment: str) -> Said:
    """Type a command as it stands."""
    surroundings = {"MONITOR_LANG": None, "MONITOR_DATABASE_URL": None, **environment}
    result = CliRunner().invoke(cli, list(words), input=stdin, env=surroundings, prog_name="cluster-monitor")
    return Said(result.exit_code, result.stdout, result.stderr)
