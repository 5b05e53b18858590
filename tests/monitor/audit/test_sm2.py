"""SM2 signatures are checked as the standard says: its example always runs, openssl where it has SM2."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from domain.refusal import RefusedError
from monitor.audit.signing import sm2
from monitor.audit.signing.device import device_key, read_signer
from monitor.audit.signing.keys import VerifierKey
from monitor.audit.signing.note import read_note, sign_note, verified_by

NAME = "gxt.example/clusters"
# GM/T 0003.5-2012: its example of a signature, over the curve of the standard.
PUBLIC = bytes.fromhex(
    "04"
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
BASE = bytes.fromhex(
    "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"
)
MESSAGE = b"message digest"
OPENSSL = shutil.which("openssl")


def curves() -> str:
    """Return the curves that the openssl program knows; none without it."""
    if OPENSSL is None:
        return ""
    words = [OPENSSL, "ecparam", "-list_curves"]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own words


def test_the_example_of_the_standard_verifies() -> None:
    assert sm2.verify(PUBLIC, MESSAGE, encode_dss_signature(R, S))


@pytest.mark.parametrize(
    ("public", "message", "r", "s"),
    [
        (PUBLIC, b"message digesu", R, S),
        (PUBLIC, MESSAGE, R ^ 1, S),
        (PUBLIC, MESSAGE, R, S ^ 1),
        (PUBLIC, MESSAGE, R, ORDER - S),
        (PUBLIC, MESSAGE, R + ORDER, S),
        (PUBLIC, MESSAGE, R, S + ORDER),
        (PUBLIC, MESSAGE, 0, S),
        (PUBLIC, MESSAGE, R, 0),
        (PUBLIC, MESSAGE, R, ORDER - R),
        (BASE, MESSAGE, ORDER - 10, 5),  # the sum of the two points is at infinity
        (PUBLIC[:-1] + b"\x12", MESSAGE, R, S),
        (b"\x02" + PUBLIC[1:], MESSAGE, R, S),
        (PUBLIC[:-1], MESSAGE, R, S),
        (b"\x04" + bytes(64), MESSAGE, R, S),
    ],
)
def test_every_change_of_the_example_is_refused(public: bytes, message: bytes, r: int, s: int) -> None:
    assert not sm2.verify(public, message, encode_dss_signature(r, s))


def test_what_is_no_signature_at_all_is_refused() -> None:
    for junk in (b"", b"junk", R.to_bytes(32, "big") + S.to_bytes(32, "big")):
        assert not sm2.verify(PUBLIC, MESSAGE, junk)
    assert decode_dss_signature(encode_dss_signature(R, S)) == (R, S)


def test_a_public_key_is_read_as_pem_or_hexadecimal() -> None:
    key = device_key(NAME, "sm2-sm3", PUBLIC.hex())
    assert VerifierKey.read(str(key)) == key
    assert key.verify(MESSAGE, encode_dss_signature(R, S))
    for wrong in ("", "xyz", PUBLIC.hex()[:-2] + "12", "AAAA"):
        with pytest.raises(RefusedError, match="public-key-not-accepted"):
            device_key(NAME, "sm2-sm3", wrong)


@pytest.mark.skipif(
    "SM2" not in curves(), reason="the openssl program here has no SM2; the standard's example ran"
)
def test_a_signature_of_openssl_verifies(tmp_path: Path) -> None:
    openssl, key, public = str(OPENSSL), str(tmp_path / "sm2.pem"), tmp_path / "sm2.pub"
    for words in (
        ["ecparam", "-name", "SM2", "-genkey", "-noout", "-out", key],
        ["ec", "-in", key, "-pubout", "-out", str(public)],
    ):
        subprocess.run([openssl, *words], check=True, capture_output=True)  # noqa: S603 - our own words
    script = (
        'printf "%s" "$(cat)" > "$2.message"; printf "\\n" >> "$2.message"; exec "$1" pkeyutl -sign -rawin '
        '-digest sm3 -pkeyopt distid:1234567812345678 -inkey "$2" -in "$2.message"'
    )
    described = {
        "verifier": str(device_key(NAME, "sm2-sm3", public.read_text())),
        "command": ["/bin/sh", "-c", script, "sh", openssl, key],
    }
    file = tmp_path / "device.json"
    file.write_text(json.dumps(described))
    signer = read_signer(file)
    note = read_note(sign_note("福建省\n", [signer]))
    assert verified_by(note, [VerifierKey.read(str(described["verifier"]))]) == (NAME,)
