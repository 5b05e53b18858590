"""A dossier over HTTP is the one of the command line, and checks itself."""

from pathlib import Path

from monitor.access.principal import Grant
from tests.given import PLACES
from tests.monitor.api.serving import Service
from tests.monitor.audit.case_file import SIGNER, signed, told
from tests.monitor.cli.terminal import typed
from tests.office import Office


def test_the_dossier_of_a_case_is_had_by_its_county_and_holds(small: Service, tmp_path: Path) -> None:
    told(Office(small.monitor.engine))
    signed(small.monitor.engine, tmp_path)
    small.add("clerk", Grant(role="county", region=PLACES["county"], programme="fujian"))
    with small.client("clerk") as county:
        answer = county.get("/clusters/c1/cases/c1/dossier")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="dossier.zip"'
    file = tmp_path / "dossier.zip"
    file.write_bytes(answer.content)
    said = typed("verify", str(file), "--key", str(SIGNER.verifier), "--lang", "en")
    assert said.code == 0, said
    file.write_bytes(answer.content.replace(b"c1", b"c9"))
    assert typed("verify", str(file), "--key", str(SIGNER.verifier)).code != 0


def test_a_dossier_no_checkpoint_covers_is_made_only_if_asked_for(small: Service, tmp_path: Path) -> None:
    told(Office(small.monitor.engine))
    with small.client("auditor") as auditor:
        refused = auditor.get("/clusters/c1/cases/c1/dossier")
        unsigned = auditor.get("/clusters/c1/cases/c1/dossier", params={"unsigned": "true"})
    assert (refused.status_code, refused.json()["code"]) == (409, "evidence-not-signed")
    file = tmp_path / "dossier.zip"
    file.write_bytes(unsigned.content)
    said = typed("verify", str(file), "--lang", "en")
    assert said.code == 0, said
    assert "log unsigned" in said.out
