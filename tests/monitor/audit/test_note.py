"""Signed notes and the keys of their signers, against the published example and against mutations."""

import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.refusal import RefusedError
from monitor.audit.signing.keys import Ed25519Signer, VerifierKey, make_signer, read_verifiers, write_new
from monitor.audit.signing.note import NoteError, read_note, sign_note, verified_by

# The example of the documentation of golang.org/x/mod/sumdb/note.
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6"
    "RyyBwJnAM=\n"
)
NOTE = f"{TEXT}\n{LINE}"
OTHER = Ed25519Signer("example.org/other", bytes(32))


def test_the_published_note_verifies() -> None:
    note = read_note(NOTE)
    assert note.text == TEXT
    assert verified_by(note, [VerifierKey.read(PUBLIC)]) == ("PeterNeumann",)


def test_the_published_private_key_makes_the_published_note() -> None:
    signer = Ed25519Signer.read(PRIVATE)
    assert str(signer.verifier) == PUBLIC
    assert signer.private_text() == PRIVATE + "\n"
    assert sign_note(TEXT, [signer]) == NOTE


def test_signatures_of_unknown_keys_count_for_nothing() -> None:
    note = read_note(sign_note(TEXT, [OTHER, Ed25519Signer.read(PRIVATE)]))
    namesake = Ed25519Signer("PeterNeumann", bytes(32)).verifier
    assert verified_by(note, []) == ()
    assert verified_by(note, [namesake]) == ()
    assert verified_by(note, [OTHER.verifier.named("example.org/third")]) == ()
    assert verified_by(note, [VerifierKey.read(PUBLIC), namesake, OTHER.verifier]) == (
        OTHER.name,
        "PeterNeumann",
    )


def test_a_false_signature_in_the_name_of_a_trusted_key_spoils_the_note() -> None:
    note = read_note(sign_note(TEXT + "!\n", [OTHER]).replace("!\n", ""))
    with pytest.raises(NoteError, match="bad-signature"):
        verified_by(note, [OTHER.verifier])
    both = read_note(NOTE + LINE.replace("x08go/Z", "x08go/Y"))
    with pytest.raises(NoteError, match="bad-signature"):
        verified_by(both, [VerifierKey.read(PUBLIC)])


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("", "form"),
        (TEXT, "form"),
        (f"\n\n{LINE}", "form"),
        (NOTE[:-1], "form"),
        (TEXT + LINE, "form"),
        (f"{TEXT}\n", "form"),
        (NOTE.replace("\n\n", "\r\n\r\n"), "characters"),
        (NOTE.replace("think", "thi\tnk"), "characters"),
        (NOTE.replace("think", "thi\ud800nk"), "characters"),
        (NOTE + "x\n", "signature-line"),
        (NOTE.replace("— ", "- "), "base64"),
        (NOTE.replace("PeterNeumann", "Peter+Neumann"), "signature-line"),
        (NOTE.replace("PeterNeumann", "Peter\u3000Neumann"), "signature-line"),
        (NOTE.replace("— PeterNeumann", "—  "), "base64"),
        (NOTE.replace("AM=", "AN="), "base64"),  # other spare bits, the same bytes
        (NOTE.replace("AM=", "AM"), "base64"),
        (f"{TEXT}\n— PeterNeumann x08goA==\n", "signature-line"),
        (f"{TEXT}\n— PeterNeumann \n", "signature-line"),
        (TEXT + "\n" + LINE * 101, "signatures"),
        ("x" * 1_000_000 + "\n\n" + LINE, "size"),
    ],
)
def test_what_is_no_note_is_refused(note: str, code: str) -> None:
    with pytest.raises(NoteError) as refused:
        read_note(note)
    assert str(refused.value) == code


def test_a_note_may_bear_many_signatures_and_a_text_empty_lines() -> None:
    text = "Ognuno sta solo\n\ned è subito sera.\n"
    signers = [Ed25519Signer(f"example.org/{number}", bytes(31) + bytes([number])) for number in range(100)]
    note = read_note(sign_note(text, signers))
    assert note.text == text
    assert verified_by(note, [each.verifier for each in signers]) == tuple(each.name for each in signers)


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: min(text, default="!") >= " "))
def test_any_text_comes_back_as_it_was_signed(text: str) -> None:
    note = read_note(sign_note(text + "。\n", [OTHER]))
    assert note.text == text + "。\n"
    assert verified_by(note, [OTHER.verifier]) == (OTHER.name,)


@pytest.mark.parametrize("text", ["", "\n", "no end", "a\x00b\n", "a\rb\n"])
def test_what_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        sign_note(text, [OTHER])


# --- keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        PUBLIC.replace("c74f20a3", "c74f20a4"),
        PUBLIC.replace("c74f20a3", "C74F20A3"),
        PUBLIC.replace("PeterNeumann", "Peter Neumann"),
        PUBLIC[:-4],
        PUBLIC.replace("+AR", "+BR"),
        "x+00000000+" + base64.b64encode(b"\xffsm2-sm3\x04" + bytes(64)).decode(),
        "x+00000000+" + base64.b64encode(b"\xffecdsa-p256-sha256\x04" + bytes(64)).decode(),
    ],
)
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.read(text)
    with pytest.raises(RefusedError):
        read_verifiers([text or "+"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        PUBLIC,
        PRIVATE.replace("c74f20a3", "c74f20a4"),
        PRIVATE[:-4],
        PRIVATE.replace("+AY", "+BY"),
        PRIVATE.replace("erN", "er N"),
    ],
)
def test_what_is_no_private_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Ed25519Signer.read(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2028b", "a\x07b", "example.org/log/sm3"])
def test_a_log_gets_no_name_that_cannot_stand_in_a_note(name: str) -> None:
    with pytest.raises(RefusedError, match="key-name-not-accepted"):
        make_signer(name)


def test_a_key_file_is_for_its_owner_only_and_never_overwritten(tmp_path: Path) -> None:
    signer, file = make_signer("example.org/log"), tmp_path / "log.key"
    write_new(file, signer.private_text().encode())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Ed25519Signer.read(file.read_text()).verifier == signer.verifier
    with pytest.raises(RefusedError, match="file-exists"):
        write_new(file, b"")
    assert Ed25519Signer.read(file.read_text()).verifier == signer.verifier
    with pytest.raises(RefusedError, match="file-not-written"):
        write_new(tmp_path / "missing" / "log.key", b"")
    assert make_signer("example.org/log").verifier != signer.verifier


def test_trusted_keys_are_given_as_words_or_as_files(tmp_path: Path) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_text(f"{PUBLIC}\n\n{OTHER.verifier}\n")
    trusted = read_verifiers([str(keys), PUBLIC])
    assert [key.name for key in trusted] == [
        "PeterNeumann",
        "PeterNeumann/sm3",
        "example.org/other",
        "example.org/other/sm3",
    ]
    assert len({key.key_id for key in trusted}) == 4
    for wrong in (tmp_path, tmp_path / "none"):
        with pytest.raises(RefusedError, match="file-not-read"):
            read_verifiers([str(wrong)])
    keys.write_bytes(b"\xff")
    with pytest.raises(RefusedError, match="file-not-read"):
        read_verifiers([str(keys)])
    keys.write_bytes(b"a" * 70_000)
    with pytest.raises(RefusedError, match="file-not-read"):
        read_verifiers([str(keys)])
