"""The real clusters: as many as the issue says, each with its source, nothing alleged of any."""

from collections import Counter
from datetime import date

import msgspec

from domain.events import FACTS, Source
from domain.text import ClusterId
from monitor.demo.real_clusters import assumed_facts, documented_facts, rows

TODAY = date(2026, 11, 21)
HARMLESS = {
    "application-submitted",
    "public-notice-posted",
    "cluster-recognised",
    "review-round-opened",
    "review-applied",
    "review-decided",
}


def test_there_are_121_national_and_56_provincial_clusters() -> None:
    programmes = Counter(row["programme"] for row in rows())

    assert programmes.pop("national") == 121
    assert programmes == {"fujian": 9, "guangdong": 18, "shandong": 27, "heilongjiang": 2}


def test_every_cluster_has_its_own_ascii_id_and_a_source() -> None:
    ids = [row["id"] for row in rows()]

    assert len(set(ids)) == len(ids)
    assert all(msgspec.convert(each, ClusterId).isascii() for each in ids)
    assert all(row["source"] and row["published_by"] for row in rows())


def test_every_line_is_one_the_contract_accepts() -> None:
    for _, line in (*documented_facts(), *assumed_facts(TODAY)):
        msgspec.convert(line["data"], FACTS[line["type"]])
        msgspec.convert(line["source"], Source)
        date.fromisoformat(line["effective_on"])


def test_keys_are_unique() -> None:
    keys = [line["key"] for _, line in (*documented_facts(), *assumed_facts(TODAY))]

    assert len(set(keys)) == len(keys)


def test_the_table_alone_says_no_more_than_recognition_notice_and_review() -> None:
    assert {line["type"] for _, line in documented_facts()} == HARMLESS


def test_what_is_only_in_public_notice_is_never_recognised() -> None:
    publicised = {row["id"] for row in rows() if row["status"] == "publicised"}
    recognised = {line["cluster"] for _, line in documented_facts() if line["type"] == "cluster-recognised"}

    assert len(publicised) == 26
    assert not publicised & recognised
    assert len(publicised | recognised) == 177


def test_the_stated_validity_keeps_its_precision() -> None:
    stated = {
        line["data"].get("valid_to") for _, line in documented_facts() if line["type"] == "cluster-recognised"
    }

    assert stated == {None, "2025", "2027-07-09"}


def test_a_review_passed_in_2025_is_opened_applied_for_and_decided_that_year() -> None:
    passed = {row["id"] for row in rows() if row["status"] == "review_passed_2025"}
    reviewed = [line for _, line in documented_facts() if line["type"].startswith("review-")]

    assert len(passed) == 5
    assert {line["cluster"] for line in reviewed} == passed
    assert len(reviewed) == 15
    assert all(line["effective_on"].startswith("2025") for line in reviewed)


def test_a_notice_whose_length_nobody_states_is_marked_as_assumed() -> None:
    notices = [line for _, line in documented_facts() if line["type"] == "public-notice-posted"]
    assumed = [line for line in notices if line["source"]["number"].startswith("〔演示〕假定")]

    assert len(notices) == 26
    assert {line["cluster"][:2] for line in assumed} == {"hl", "cn"}
    assert all(line["data"] == {"working_days": 7} for line in assumed)


def test_what_the_demo_assumes_says_so() -> None:
    assumed = [line for _, line in assumed_facts(TODAY)]

    assert assumed
    assert all(line["source"]["number"].startswith("〔演示〕假定") for line in assumed)
