"""Keys that stay in devices: a program signs, and its answer is checked before it is used.

No device is at hand: small programs stand for one, with a key of their own. The first signs with
ECDSA by the library `cryptography`; the second with SM2 by the openssl program, where that has SM2.
The check of SM2 signatures itself rests on the example of the standard, which always runs.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from domain.refusal import RefusedError
from monitor.audit.signing.device import ExternalSigner, device_key, read_signer, signers_of
from monitor.audit.signing.keys import VerifierKey, make_signer, write_new
from monitor.audit.signing.note import read_note, sign_note, verified_by
from tests.monitor.cli.terminal import Terminal, typed

NAME = "gxt.example/clusters"
DEVICE = """
import sys
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

with open(sys.argv[1], "rb") as file:
    key = load_pem_private_key(file.read(), None)
sys.stdout.buffer.write(key.sign(sys.stdin.buffer.read(), ec.ECDSA(SHA256())))
"""


class Ecdsa:
    """The program that stands for a device, and where its public key is."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        private, program, self.public = folder / "p256.pem", folder / "device.py", folder / "p256.pub"
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.public.write_bytes(
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        program.write_text(DEVICE)
        self.command = (sys.executable, str(program), str(private))
        self.file = folder / "device.json"

    def described(self, name: str = NAME, **changed: Any) -> Path:
        key = device_key(name, "ecdsa-p256-sha256", self.public.read_text())
        self.file.write_text(json.dumps({"verifier": str(key), "command": self.command, **changed}))
        return self.file


def test_a_device_signs_and_its_signature_bears_the_type_for_others(tmp_path: Path) -> None:
    signer = read_signer(Ecdsa(tmp_path).described())
    assert isinstance(signer, ExternalSigner)
    note = read_note(sign_note("text\n", [signer]))
    trusted = VerifierKey.read(str(signer.verifier))
    assert verified_by(note, [trusted]) == (NAME,)
    assert verified_by(note._replace(text="other\n"), []) == ()
    assert not trusted.verify(b"other\n", note.signatures[0].signature)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"command": [sys.executable, "-c", "print('x')"]}, "signature"),
        ({"command": [sys.executable, "-c", "raise SystemExit(3)"]}, "exit status 3"),
        ({"command": ["there-is-no-such-device"]}, "No such file"),
        ({"command": [sys.executable, "-c", "import time; time.sleep(60)"], "seconds": 1}, "timed out"),
    ],
)
def test_a_device_that_fails_signs_nothing(tmp_path: Path, changed: dict[str, Any], reason: str) -> None:
    signer = read_signer(Ecdsa(tmp_path).described(**changed))
    with pytest.raises(RefusedError, match="signing-device-failed") as refused:
        sign_note("text\n", [signer])
    assert reason in refused.value.values["reason"]
    assert refused.value.kind == "unavailable"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "{",
        '{"verifier": "x", "command": ["y"]}',
        '{"verifier": "x", "command": []}',
        "PRIVATE+KEY+a+b+c",
    ],
)
def test_what_describes_no_key_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "key"
    file.write_text(text)
    with pytest.raises(RefusedError, match="key-file-not-accepted"):
        read_signer(file)


def test_the_log_by_sm3_has_a_key_of_its_name(tmp_path: Path) -> None:
    software = tmp_path / "log.key"
    write_new(software, make_signer(NAME).private_text().encode())
    assert [each.name for each in signers_of(software, None)] == [NAME, f"{NAME}/sm3"]
    device = Ecdsa(tmp_path)
    assert [each.name for each in signers_of(software, device.described(f"{NAME}/sm3"))] == [
        NAME,
        f"{NAME}/sm3",
    ]
    with pytest.raises(RefusedError, match="key-not-of-log"):
        signers_of(software, device.described("gxt.example/other/sm3"))
    with pytest.raises(RefusedError, match="key-not-of-log"):
        signers_of(device.described(), None)


def test_an_officer_signs_the_second_log_with_a_device(tmp_path: Path) -> None:
    told, device = Terminal(tmp_path).with_story(), Ecdsa(tmp_path)
    key = str(tmp_path / "log.key")
    typed("checkpoint", "keygen", "--origin", NAME, "--output", key)
    words = [word for each in device.command for word in ("--command", each)]
    options = ("--scheme", "ecdsa-p256-sha256", "--public-key", str(device.public), *words, "--json")
    second = str(tmp_path / "sm3.json")
    made = typed("checkpoint", "keygen", "--origin", f"{NAME}/sm3", "--output", second, *options)
    assert told.types("checkpoint", "sign", "--key", key, "--sm3-key", second).code == 0
    shown = told.types("checkpoint", "show", "--key", made.json["verifier_keys"][0], "--json").json
    assert [(each["origin"], each["signature"]) for each in shown] == [
        (NAME, "unknown"),
        (f"{NAME}/sm3", "good"),
    ]
    half = typed("checkpoint", "keygen", "--origin", NAME, "--output", f"{key}2", "--scheme", "sm2-sm3")
    assert (half.code, "--public-key" in half.err) == (2, True)
    assert not (tmp_path / "log.key2").exists()


# --- interruptions; each signature of ECDSA is another, so that a second one would show --------

KILLER = f"import os, signal\n{DEVICE}\nos.kill(os.getppid(), signal.SIGKILL)\n"


def test_what_was_signed_and_not_handed_out_is_handed_out_later(tmp_path: Path) -> None:
    told, device = Terminal(tmp_path).with_story(), Ecdsa(tmp_path)
    key, notes = tmp_path / "log.key", tmp_path / "checkpoints.txt"
    write_new(key, make_signer(NAME).private_text().encode())
    words = ("checkpoint", "sign", "--key", str(key), "--sm3-key", str(device.described(f"{NAME}/sm3")))
    assert told.types(*words, "--output", str(tmp_path)).code == 2  # no file can be written there
    assert told.types("checkpoint", "show", "--json").json == []
    remembered = json.loads((tmp_path / "log.key.state").read_text())["notes"]
    assert told.types(*words, "--output", str(notes), "--json").json["notes"] == remembered
    assert notes.read_text() == "".join(remembered)
    assert [each["note"] for each in told.types("checkpoint", "show", "--json").json] == remembered


def test_a_signer_killed_while_its_device_signs_has_signed_nothing(tmp_path: Path) -> None:
    told, device = Terminal(tmp_path).with_story(), Ecdsa(tmp_path)
    key, program = tmp_path / "log.key", tmp_path / "device.py"
    write_new(key, make_signer(NAME).private_text().encode())
    program.write_text(KILLER)
    words = ("checkpoint", "sign", "--key", str(key), "--sm3-key", str(device.described(f"{NAME}/sm3")))
    command = [sys.executable, "-m", "monitor.cli", *words, "--db", told.db, "--at", told.at]
    ended = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own words
    assert ended.returncode == -signal.SIGKILL
    assert not (tmp_path / "log.key.state").exists()
    program.write_text(DEVICE)
    assert told.types(*words, "--json").json["new"]
