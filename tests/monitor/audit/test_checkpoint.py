"""Checkpoints: what a note says of the log, and that no changed note says anything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import (
    Checkpoint,
    checkpoint_text,
    is_signed_by_log,
    parse_checkpoint,
    read_checkpoints,
    signed_by,
)
from monitor.audit.signing.checkpoint_table import covering, store, stored_notes
from monitor.audit.signing.keys import Ed25519Signer, VerifierKey
from monitor.audit.signing.note import NoteError, sign_note
from monitor.database import reading
from tests.monitor.cli.terminal import Terminal

# The example of the C2SP specification of checkpoints.
PUBLISHED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku"
    "9nTo+zyWE+xeMcTOAYQ8=\n"
)
SIGNER = Ed25519Signer("gxt.example/clusters", bytes(range(32)))
STRANGER = Ed25519Signer("gxt.example/clusters", bytes(32))
ROOT = bytes(range(100, 132))


def made(size: int, root: bytes = ROOT, signer: Ed25519Signer = SIGNER) -> Checkpoint:
    return parse_checkpoint(sign_note(checkpoint_text(signer.name, size, root), [signer]))


def test_the_published_checkpoint_is_read() -> None:
    found = parse_checkpoint(PUBLISHED)
    assert found[:3] == ("example.com/behind-the-sofa", "sha256", 20852163)
    assert found.shown_root == "sha256:0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"


def test_a_checkpoint_says_what_was_signed() -> None:
    found = made(12)
    assert found == ("gxt.example/clusters", "sha256", 12, ROOT, found.note)
    assert signed_by(found, [SIGNER.verifier]) == ("gxt.example/clusters",)
    assert made(12, signer=SIGNER.named("gxt.example/clusters/sm3")).algorithm == "sm3"


def test_a_stranger_with_the_name_of_the_log_is_not_believed() -> None:
    found = made(12, signer=STRANGER)
    assert signed_by(found, [SIGNER.verifier]) == ()
    assert not is_signed_by_log(found, [SIGNER.verifier])
    witness = Ed25519Signer("witness.example", bytes(32))
    seen = parse_checkpoint(sign_note(checkpoint_text(SIGNER.name, 12, ROOT), [witness]))
    assert signed_by(seen, [SIGNER.verifier, witness.verifier]) == ("witness.example",)
    assert not is_signed_by_log(seen, [SIGNER.verifier, witness.verifier])


def test_a_false_signature_in_the_name_of_the_log_is_told(engine: Engine, tmp_path: Path) -> None:
    true = made(12).note
    false = parse_checkpoint(true.replace("\n12\n", "\n13\n"))
    assert not is_signed_by_log(false, [SIGNER.verifier])
    store(engine, [false])
    desk = Terminal(tmp_path, simulation=False)
    desk.db = engine.url.render_as_string(hide_password=False)
    words = ("checkpoint", "show", "--key", str(SIGNER.verifier))
    assert [each["signature"] for each in desk.types(*words, "--json").json] == ["bad"]
    assert "签名不成立" in desk.types(*words).out


def mutations(note: bytes) -> Iterator[bytes]:
    """Yield the note with each byte changed in four ways, left out, and doubled."""
    for place, byte in enumerate(note):
        for other in (byte ^ 1, byte ^ 0x20, byte ^ 0x80, (byte + 1) % 256):
            yield note[:place] + bytes([other]) + note[place + 1 :]
        yield note[:place] + note[place + 1 :]
        yield note[: place + 1] + note[place:]


def accepted(note: bytes, verifiers: list[VerifierKey]) -> Checkpoint | None:
    try:
        found = parse_checkpoint(note.decode())
        return found if signed_by(found, verifiers) else None
    except ValueError:
        return None


def test_no_change_of_a_note_makes_another_size_root_or_origin_believed() -> None:
    original = made(1234567)
    tried = [each for each in mutations(original.note.encode()) if each != original.note.encode()]
    assert len(tried) > 627
    found = [accepted(each, [SIGNER.verifier]) for each in tried]
    assert {each[:4] for each in found if each is not None} <= {original[:4]}
    assert accepted(original.note.encode(), [SIGNER.verifier]) == original


def test_the_search_for_mutations_would_find_one_that_is_believed() -> None:
    forged = made(1234568)
    assert accepted(forged.note.encode(), [SIGNER.verifier]) not in {None, made(1234567)}


@pytest.mark.parametrize(
    "text",
    [
        "a\n1\n",
        "a\n01\nAAAA\n",
        "a\n-1\nAAAA\n",
        "a\n١\nAAAA\n",
        f"a\n{2**63}\n{'A' * 43}=\n",
        f"a\n1 \n{'A' * 43}=\n",
        f"a\n1\n{'A' * 44}\n",
        f"a\n1\n{'A' * 43}=\n\nextension\n",
        f"\n1\n{'A' * 43}=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_checkpoint(sign_note(text, [SIGNER]))


def test_extension_lines_are_let_be() -> None:
    text = checkpoint_text("a", 0, ROOT) + "extension\n"
    assert parse_checkpoint(sign_note(text, [SIGNER])).size == 0


# --- files and the table ----------------------------------------------------------------------


def test_a_file_holds_checkpoints_one_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "checkpoints.txt"
    file.write_text(made(1).note + made(2).note + "\n\n" + PUBLISHED)
    assert [each.size for each in read_checkpoints(file)] == [1, 2, 20852163]
    file.write_text("")
    assert read_checkpoints(file) == []


@pytest.mark.parametrize(
    ("spoilt", "line"), [("junk\n", 11), (PUBLISHED[:-1], 11), ("\x00", 11), ("a\n\n— a AAAA\n", 11)]
)
def test_a_spoilt_file_is_refused_with_the_line(tmp_path: Path, spoilt: str, line: int) -> None:
    file = tmp_path / "checkpoints.txt"
    file.write_text(made(1).note + made(2).note + spoilt)
    with pytest.raises(RefusedError, match="checkpoint-not-accepted") as refused:
        read_checkpoints(file)
    assert refused.value.values["line"] == str(line)


def test_the_table_keeps_one_note_of_a_size(engine: Engine) -> None:
    beside = made(5, signer=SIGNER.named(SIGNER.name + "/sm3"))
    store(engine, [made(3), made(9), beside])
    store(engine, [made(3)])
    with pytest.raises(RefusedError, match="checkpoint-taken"):
        store(engine, [made(12), made(9, bytes(32))])
    with reading(engine) as connection:
        assert [each.size for each in stored_notes(connection)] == [3, 5, 9]
        assert covering(connection, "sha256", 4) == made(9)
        assert covering(connection, "sha256", 3) == made(3)
        assert covering(connection, "sm3", 4) == beside
        assert covering(connection, "sha256", 10) is None
