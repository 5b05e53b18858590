"""The offline verifier by itself: its arithmetic, its reading, and that nothing breaks it."""

import ast
import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar, Override, Unit
from domain.certificate import certificate
from domain.merkle import inclusion_proof, leaf_hash, root_of
from domain.notices import Region
from domain.rulebook_hash import law_text
from monitor.audit.papers import verifier
from monitor.digests import sha256, sm3
from monitor.wording.terms import TERMS
from tests.given import FAR, calendar
from tests.monitor.audit.case_file import SIGNER, Forger, codes, events, sample

REGION = Region(code="350582", names=("福建省", "泉州市", "晋江市"))
STATED_REGION = {"code": REGION.code, "names": list(REGION.names)}
OVERRIDES = (
    Override(
        region="3505",
        day=date(2026, 7, 6),
        working=False,
        basis="防台风“通告”\n/",
        known_from=date(2026, 7, 5),
    ),
    Override(region="*", day=date(2025, 5, 10), working=True, basis="调整", known_from=date(2025, 5, 1)),
    Override(
        region="440000", day=date(2025, 5, 12), working=False, basis="他省", known_from=date(2025, 5, 1)
    ),
    Override(
        region="晋江市", day=date(2025, 5, 13), working=False, basis="本市", known_from=date(2025, 5, 1)
    ),
)
KNOWN = Calendar(notices=calendar().notices, overrides=OVERRIDES)


# --- hashes, signatures, proofs -----------------------------------------------------------------


def test_sm3_without_openssl_gives_the_example_of_the_standard() -> None:
    assert (
        verifier.slow_sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


@given(st.binary(max_size=300))
def test_sm3_without_openssl_is_sm3(content: bytes) -> None:
    assert verifier.slow_sm3(content) == verifier.sm3(content) == sm3(content)


def test_a_python_without_sm3_computes_it_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str, _content: bytes) -> None:
        raise ValueError(name)

    monkeypatch.setattr(hashlib, "new", lacking)
    assert verifier.sm3(b"abc") == verifier.slow_sm3(b"abc")


@pytest.mark.parametrize(
    ("public", "message", "signature"),
    [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
    ],
)
def test_ed25519_accepts_the_examples_of_the_standard(public: str, message: str, signature: str) -> None:
    """RFC 8032 section 7.1."""
    told = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert verifier.ed25519(*told)
    for bit in range(0, 512, 7):
        altered = bytearray(told[2])
        altered[bit // 8] ^= 1 << bit % 8
        assert not verifier.ed25519(told[0], told[1], bytes(altered))


def test_ed25519_refuses_what_has_not_the_form_of_a_signature() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"x")
    larger = int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493
    assert verifier.ed25519(public, b"x", signature)
    assert not verifier.ed25519(public, b"x", signature[:32] + larger.to_bytes(32, "little"))
    assert not verifier.ed25519(public, b"x", signature[:-1])
    assert not verifier.ed25519(public, b"x", b"\xff" * 32 + signature[32:])
    assert not verifier.ed25519(b"\xff" * 32, b"x", signature)
    assert not verifier.ed25519(b"", b"x", b"")


def test_every_proof_of_every_small_tree_leads_to_its_root_and_no_other_does() -> None:
    for size in range(1, 40):
        leaves = [leaf_hash(sha256, b"%d" % n) for n in range(size)]

        def node(level: int, index: int, leaves: list[bytes] = leaves) -> bytes:
            if level == 0:
                return leaves[index]
            below = node(level - 1, 2 * index), node(level - 1, 2 * index + 1)
            return sha256(b"\x01" + below[0] + below[1])

        root = root_of(
            sha256, [node(level, (size >> level) - 1) for level in reversed(range(6)) if size >> level & 1]
        )
        for index in range(size):
            proof = inclusion_proof(sha256, node, index, size)
            assert verifier.root_from_inclusion("sha256", leaves[index], index, size, proof) == root
            for wrong in (proof[:-1], [*proof, root], proof[::-1]):
                if wrong != proof:
                    assert reached(leaves[index], index, size, wrong) != root
        assert reached(leaves[0], size, size, []) is None


def reached(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    try:
        return verifier.root_from_inclusion("sha256", leaf, index, size, proof)
    except verifier.BrokenError:
        return None


# --- the calendar -------------------------------------------------------------------------------


@pytest.mark.parametrize("known_on", ["2007-01-01", "2019-03-22", "2020-01-27", "2025-05-01", "2026-11-21"])
def test_the_calendar_laid_out_again_is_the_edition_that_was_counted_on(known_on: str) -> None:
    day = date.fromisoformat(known_on)
    notices = json.loads(law_text(KNOWN))
    assert verifier.Edition(notices, day, STATED_REGION).sha256 == KNOWN.known_on(day, REGION).sha256


def test_ten_thousand_random_periods_are_counted_to_the_same_certificate() -> None:
    chance = random.Random(7)  # noqa: S311 - for tests, and the same each time
    edition = KNOWN.known_on(FAR, REGION)
    again = verifier.Edition(json.loads(law_text(KNOWN)), FAR, STATED_REGION)
    units: list[Unit] = ["working-days", "days", "months"]
    for _ in range(10_000):
        start = date(2006, 1, 1) + timedelta(days=chance.randrange(7_900))
        unit = chance.choice(units)
        length = 1 if unit == "months" else chance.choice((1, 5, 7, 15, 30))
        terms = {"from_first_day": chance.random() < 0.2, "rolls": chance.random() < 0.8}
        made = plain(certificate(edition, start, length, unit, **terms))
        counted = verifier.counted_again(again, made)
        assert counted == made
        assert counted != with_day_altered(made, chance.randrange(len(made["days"])))


def plain(document: Any) -> dict[str, Any]:
    stated = {name: getattr(document, name) for name in document.__struct_fields__}
    days = [{name: shown(getattr(each, name)) for name in each.__struct_fields__} for each in document.days]
    return {
        **{name: shown(value) for name, value in stated.items()},
        "basis": list(document.basis),
        "days": days,
    }


def shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def with_day_altered(made: dict[str, Any], place: int) -> dict[str, Any]:
    days = list(made["days"])
    days[place] = {**days[place], "working": not days[place]["working"]}
    return {**made, "days": days}


# --- the container ------------------------------------------------------------------------------


def test_every_byte_of_the_container_and_a_sample_of_all_others_matters() -> None:
    content = sample()
    places = sorted({*framing(content), *random.Random(1).sample(range(len(content)), 3_000)})  # noqa: S311
    assert len(places) > 6_000
    accepted = []
    for place in places:
        altered = bytearray(content)
        altered[place] ^= 1 << place % 8
        if verifier.check_content(bytes(altered), []).ok:
            accepted.append(place)
    assert accepted == []


def framing(content: bytes) -> Iterator[int]:
    """Yield the places of all headers, of the directory and of its end."""
    at = 0
    for name, held in sorted(verifier.unpack(content).items()):
        yield from range(at, at + 30 + len(name))
        at += 30 + len(name) + len(held)
    yield from range(at, len(content))


def test_a_bundle_cut_short_extended_or_doubled_is_refused() -> None:
    content = sample()
    lengths = [*range(0, len(content), 20_011), len(content) - 1]
    assert all(not verifier.check_content(content[:length], []).ok for length in lengths)
    assert codes(content + b"\n") == ["zip"]
    assert codes(b"\n" + content) == ["zip"]
    assert codes(content + content) == ["zip"]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "data/../x", "data//x", "a\\b", "C:x", "data/.x", "数据"])
def test_a_path_that_leads_elsewhere_is_refused(name: str) -> None:
    packed = verifier.pack({"x" * len(name.encode()): b"1"}).replace(b"x" * len(name.encode()), name.encode())
    assert codes(packed) == ["zip"]


def test_a_directory_that_lists_one_file_many_times_is_refused_at_once() -> None:
    packed = verifier.pack({f"f{number}": b"" for number in range(2_000)})
    bomb = bytearray(verifier.pack({"a": bytes(200_000)}) + packed)
    assert codes(bytes(bomb)) == ["zip"]


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_verdict(content: bytes) -> None:
    assert not verifier.check_content(content, []).ok
    assert not verifier.check_content(b"{" + content, []).ok
    assert not verifier.check_content(content + verifier.pack({"a": content}), []).ok


# --- reading ------------------------------------------------------------------------------------

JUNK: list[Any] = [None, True, 0, -1, 10**30, 1.5, "", "x", "\ud800", "2025-13-40", [], {}, [[]], {"a": 1}]


def nodes(document: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value in a JSON document."""
    yield at
    if isinstance(document, dict | list):
        pairs = document.items() if isinstance(document, dict) else enumerate(document)
        for name, value in pairs:
            yield from nodes(value, (*at, name))


def replaced(document: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    copied = dict(document) if isinstance(document, dict) else list(document)
    copied[at[0]] = replaced(document[at[0]], at[1:], value)
    return copied


def value_at(document: Any, at: tuple[Any, ...]) -> Any:
    for name in at:
        document = document[name]
    return document


@pytest.mark.parametrize(
    "name",
    ["certificates/appeal-c1", "certificates/annual-report-2024", "certificates/answer-c1", "dossier"],
)
def test_no_value_of_a_certificate_or_of_the_cover_can_be_replaced(name: str) -> None:
    forger, chance = lean(), random.Random(3)  # noqa: S311 - the same each time
    document = json.loads(forger.members[f"data/{name}.json"])
    assert codes(forger.packed()) == []
    for at in ways_into(document, chance):
        junk = chance.choice(JUNK)
        if value_at(document, at) == junk:
            continue
        try:
            content = verifier.canonical(replaced(document, at, junk))
        except UnicodeEncodeError:
            content = b'"\\ud800"'
        assert codes(forger.having(f"data/{name}.json", content).packed()), (at, junk)


def lean() -> Forger:
    """Return the sample without what makes its check slow: hints and proofs of absence."""
    forger = Forger.of(sample()).without("data/key.txt")
    for name in list(forger.members):
        forger = forger.without(name) if name.startswith("data/absence/") else forger
    return forger


def ways_into(document: Any, chance: random.Random) -> list[tuple[Any, ...]]:
    """Return the ways to all values but those of days, of which there are many, and to some of these."""
    ways = [at for at in nodes(document) if at != ("code_version",)]
    days = [at for at in ways if "days" in at]
    return [at for at in ways if "days" not in at] + chance.sample(days, min(len(days), 15))


def test_no_value_of_an_event_can_be_replaced() -> None:
    chance, members = random.Random(5), Forger.of(sample()).members  # noqa: S311 - the same each time
    notes = {"sha256": members["data/checkpoint.txt"], "sm3": members["data/checkpoint-sm3.txt"]}
    tops = {name: verifier.read_checkpoint(note.decode()) for name, note in notes.items()}
    lines = events()
    ways = [(n, at) for n, line in enumerate(lines) for at in nodes(line)]
    for number, at in ways:
        junk = chance.choice(JUNK)
        if value_at(lines[number], at) == junk:
            continue
        altered = [*lines[:number], replaced(lines[number], at, junk), *lines[number + 1 :]]
        with pytest.raises(verifier.BrokenError):
            verifier.read_stream(altered, "c1", tops)


def test_whatever_is_changed_in_any_file_the_end_is_a_verdict() -> None:
    forger, chance = lean(), random.Random(11)  # noqa: S311 - the same each time
    names = sorted(forger.members.keys() - {"bag-info.txt"})  # which the forger writes himself
    for _ in range(200):
        name = chance.choice(names)
        content = bytearray(forger.members[name] or b"\n")
        for _ in range(chance.choice((1, 1, 5))):
            begin = chance.randrange(len(content) + 1)
            content[begin : begin + chance.randrange(3)] = chance.choice(
                (b"", b"{", b'"', b"9" * 50, b"\xff", b"\n")
            )
        report = verifier.check_content(forger.having(name, bytes(content)).packed(), [])
        assert all(each["sentence"] for each in report.answer("en")["problems"])


def test_json_that_may_be_read_in_two_ways_is_not_read() -> None:
    for text in (b'{"a": 1, "a": 2}', b'{"a": NaN}', b"1" * 100_000, b"[" * 100_000, b"\xff", b""):
        with pytest.raises((verifier.BrokenError, ValueError, RecursionError)):
            verifier.read_json(text)


# --- keys and the command line ------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["", "a", "a+b", "a+00000000+AAAA", f"{SIGNER.verifier}A", str(SIGNER.verifier)[1:]]
)
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(verifier.BrokenError) as refused:
        verifier.read_key(key)
    assert refused.value.code == "key"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n",
        "a\n1\nAAAA\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "\n1\n" + "A" * 43 + "=\n",
        "a\n1\n" + "A" * 43 + "=",
    ],
)
def test_a_checkpoint_that_is_none_is_refused(note: str) -> None:
    with pytest.raises(verifier.BrokenError):
        verifier.read_checkpoint(note)


def test_the_command_line_answers_in_words_in_json_and_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, keys = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "keys.txt"
    good.write_bytes(sample())
    bad.write_bytes(sample()[:-1])
    keys.write_text(f"{SIGNER.verifier}\n\n", encoding="utf-8")
    assert verifier.main([str(good), "--key", str(keys)]) == 0
    assert "核验通过" in capsys.readouterr().out
    assert verifier.main([str(bad), "--lang", "en"]) == 1
    assert "It does not hold" in capsys.readouterr().out
    assert verifier.main([str(good), "--json", "--key", str(SIGNER.verifier)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["trusted"], answer["problems"]) == (True, True, [])
    assert verifier.main([str(tmp_path / "none.zip")]) == 2
    assert verifier.main([str(good), "--key", "a+b"]) == 2
    assert verifier.main([str(good), "--key", str(tmp_path / "none.txt")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(sample())
    monkeypatch.setattr(verifier, "LARGEST", 1_000)
    assert verifier.main([str(file)]) == 2


def test_what_somebody_wrote_cannot_command_the_terminal() -> None:
    assert verifier.say("file", "en", found="\x1b[2J\u202e").count("\\u") == 2


def test_it_calls_what_is_owed_as_the_service_does() -> None:
    assert TERMS["obligation"] == verifier.FILINGS
    assert verifier.filing_words("A-1 2024", "zh") == "A-1 2024"


def test_it_is_written_for_the_standard_library_of_python_3_7() -> None:
    text = Path(verifier.__file__).read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 7))
    named = {
        each.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for each in node.names
    }
    named |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    later = {"removeprefix", "removesuffix", "pairwise", "bit_count", "UTC"}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert named <= {
        *(
            "__future__",
            "argparse",
            "base64",
            "binascii",
            "calendar",
            "collections.abc",
            "datetime",
            "hashlib",
        ),
        *("itertools", "json", "re", "struct", "sys", "typing", "zlib"),
    }
    assert used & later == set()


def test_every_problem_and_remark_has_its_sentence_in_both_languages() -> None:
    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = ast.unparse(node.func)
            place = {"demand": 1, "BrokenError": 0, "say": 0}.get(
                function, 0 if function.endswith(".remark") else None
            )
            found = node.args[place] if place is not None and place < len(node.args) else None
            named |= {found.value} if isinstance(found, ast.Constant) else set()
    assert {"zip", "proof", "recorded-later", "absence-filed"} <= named
    assert named <= verifier.SENTENCES.keys()
