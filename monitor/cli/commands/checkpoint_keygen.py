"""checkpoint keygen: a new key that signs, or the file of one that stays in a device."""

from pathlib import Path

import click
import msgspec

from domain.refusal import RefusedError
from monitor.audit.signing.device import Device, device_key
from monitor.audit.signing.keys import SM3_SUFFIX, VerifierKey, make_signer, read_text, write_new
from monitor.audit.signing.schemes import ED25519
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.intake.line import shown_path


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose key, where to write it, and how it signs."""

    origin: str
    output: str
    scheme: str
    public_key: str | None
    command: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """Write the file of a key and tell its verifier keys."""
    in_device = asked.scheme != ED25519
    if [asked.public_key is not None, bool(asked.command)] != [in_device, in_device]:
        raise RefusedError("device-options-incomplete", scheme=asked.scheme)
    keys = _device(asked) if in_device else _software(asked)
    told = [str(key) for key in keys]
    if call.as_json:
        write_json({"file": shown_path(asked.output), "verifier_keys": told})
        return
    call.tells("key-made", file=shown_path(asked.output))
    for each in told:
        click.echo(each)


def _software(asked: Asked) -> list[VerifierKey]:
    signer = make_signer(asked.origin)
    write_new(Path(asked.output), signer.private_text().encode())
    return [signer.verifier, signer.verifier.named(signer.name + SM3_SUFFIX)]


def _device(asked: Asked) -> list[VerifierKey]:
    key = device_key(asked.origin, asked.scheme, read_text(Path(str(asked.public_key))))
    device = Device(verifier=str(key), command=asked.command)
    write_new(Path(asked.output), msgspec.json.format(msgspec.json.encode(device), indent=2) + b"\n")
    return [key]
