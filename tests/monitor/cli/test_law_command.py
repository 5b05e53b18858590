"""The texts of law, as an auditor reads them."""

import json
from hashlib import sha256

from tests.monitor.cli.terminal import Terminal


def test_an_empty_database_says_when_texts_are_kept(terminal: Terminal) -> None:
    said = terminal.types("law", "--lang", "en")
    assert said.code == 0
    assert "No text of law is kept yet" in said.out


def test_the_texts_and_their_adoptions_are_listed(told: Terminal) -> None:
    listed = told.types("law", "--json").json
    assert listed["simulation"] is True
    assert {each["programme"] for each in listed["adoptions"]} > {"fujian", "hainan"}
    assert {each["adopted_at"] for each in listed["adoptions"]} == {"2026-11-21T02:00:00Z"}
    kept = {each["sha256"]: each for each in listed["texts"]}
    assert {each["rulebook_sha256"] for each in listed["adoptions"]} < kept.keys()
    assert {each["kind"] for each in kept.values()} == {"rulebook", "statutes", "notices", "calendar"}
    screen = told.types("law").out
    assert "认定办法" in screen
    assert "fujian-2022" in screen


def test_a_text_is_written_byte_for_byte_as_its_hash_names_it(told: Terminal) -> None:
    (name,) = {
        each["rulebook_sha256"]
        for each in told.types("law", "--json").json["adoptions"]
        if each["programme"] == "fujian"
    }
    content = told.types("law", name).out
    assert f"sha256:{sha256(content.encode()).hexdigest()}" == name
    assert json.loads(content)["edition"] == "fujian-2022"


def test_a_hash_that_names_no_text_is_not_found(told: Terminal) -> None:
    said = told.types("law", "sha256:00", "--lang", "en")
    assert said.code == 4
    assert said.sentences == ["The database holds no text of law under sha256:00."]
