"""Ways to falsify a log with every right on its database, each saying where it did so."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from monitor.audit.log.log_rows import LogRows
from monitor.audit.log.seal_checks import leaf_found
from monitor.sealing import NOTHING, VOID, Leaves, extend, gaps_between, without_gaps

COLUMNS = "position, originator_id, originator_version, topic, state, key, recorded_at"
SEAL = "leaf_position, leaf_sha256, leaf_sm3"
Where = set[int]


class Vault:
    """A log through a connection that passes by every trigger; what is done is rolled back each time.

    `events` are (position, version, recorded_at, cluster, topic, key, state, leaf_position, leaf_sha256,
    leaf_sm3), as they were recorded.
    """

    def __init__(self, driver: Any, chance: random.Random) -> None:
        self.driver = driver
        self.chance = chance
        self.rows = LogRows(driver)
        ends = self.rows.ends()
        self.last = ends.last
        self.events = [row for block in self.rows.blocks(ends) for row in block.events]
        self.voids = sorted(set(range(1, self.last + 1)) - {row[0] for row in self.events})

    @property
    def is_sqlite(self) -> bool:
        return isinstance(self.driver, sqlite3.Connection)

    def run(self, statement: str, *values: Any) -> None:
        self.driver.execute(statement if self.is_sqlite else statement.replace("?", "%s"), values)

    def event(self) -> Any:
        return self.chance.choice(self.events)

    def set(self, column: str, value: Any, position: int) -> Where:
        self.run(f"UPDATE events SET {column} = ? WHERE position = ?", value, position)  # noqa: S608 - ours
        return {position}

    def insert(self, position: int, row: Sequence[Any]) -> Where:
        _, _, recorded_at, _, topic, _, state, *_ = row
        values = (position, "forged", 1, topic, state, None, recorded_at, position, bytes(32), bytes(32))
        marks = ", ".join("?" for _ in values)
        self.run(f"INSERT INTO events ({COLUMNS}, {SEAL}) VALUES ({marks})", *values)  # noqa: S608 - ours
        return {position}

    def end_at(self, position: int) -> None:
        """Let what tells of the end of the log say another position."""
        if self.is_sqlite:
            self.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", position)
        else:
            self.run("DELETE FROM log_ends")
            self.run("INSERT INTO log_ends VALUES (?)", position)

    def reseal(self) -> None:
        """Make all seals, gaps and tiles anew over what is stored now, as a thorough forger would."""
        events = [row for block in self.rows.blocks(self.rows.ends()) for row in block.events]
        made = [leaf_found(row) or VOID for row in events]
        for row, leaf in zip(events, made, strict=True):
            seal = "UPDATE events SET leaf_position = ?, leaf_sha256 = ?, leaf_sm3 = ? WHERE position = ?"
            self.run(seal, row[0], *leaf, row[0])
        positions = [row[0] for row in events]
        self.run("DELETE FROM gaps")
        for gap in gaps_between(0, positions):
            self.run("INSERT INTO gaps (first, last) VALUES (?, ?)", *gap)
        leaves = Leaves([leaf.sha256 for leaf in made], [leaf.sm3 for leaf in made])
        grown = extend(NOTHING, without_gaps(0, leaves, positions))
        self.run("DELETE FROM tiles")
        for (level, number), node in grown.tiles().items():
            self.run(
                "INSERT INTO tiles (level, number, sha256, sm3) VALUES (?, ?, ?, ?)", level, number, *node
            )


def flipped(vault: Vault, content: bytes) -> bytes:
    bit = vault.chance.randrange(len(content) * 8)
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def edit_a_byte_of_the_state(vault: Vault) -> Where:
    row = vault.event()
    return vault.set("state", flipped(vault, row[6]), row[0])


def edit_a_column(vault: Vault) -> Where:
    row = vault.event()
    column, value = vault.chance.choice(
        [
            ("originator_version", row[1] + vault.chance.randint(100, 10**6)),
            ("recorded_at", row[2] + vault.chance.choice([-1, 1]) * vault.chance.randint(1, 10**9)),
            ("key", None if row[5] else f"k{vault.chance.random()}"),
            ("key", "" if row[5] is None else row[5] + "x"),
        ]
    )
    return vault.set(column, value, row[0])


def retopic(vault: Vault) -> Where:
    row = vault.event()
    others = sorted({each[4] for each in vault.events} - {row[4]})
    return vault.set("topic", vault.chance.choice([*others, row[4][:-1] + "9"]), row[0])


def move_to_another_cluster(vault: Vault) -> Where:
    row = vault.event()
    others = sorted({each[3] for each in vault.events} - {row[3]})
    vault.set("originator_version", 10**6, row[0])
    return vault.set("originator_id", vault.chance.choice(others), row[0])


def delete_one(vault: Vault) -> Where:
    position = vault.event()[0]
    vault.run("DELETE FROM events WHERE position = ?", position)
    return {position}


def swap_two(vault: Vault) -> Where:
    first, second = (row[0] for row in vault.chance.sample(vault.events, 2))
    for origin, goal in ((first, 10**9), (second, first), (10**9, second)):
        vault.run("UPDATE events SET position = ? WHERE position = ?", goal, origin)
    return {first, second}


def swap_the_states_of_two(vault: Vault) -> Where:
    first, second = vault.chance.sample(vault.events, 2)
    vault.set("state", second[6], first[0])
    vault.set("state", first[6], second[0])
    return {first[0], second[0]}


def move_to_an_empty_position(vault: Vault) -> Where:
    origin, goal = vault.event()[0], vault.chance.choice(vault.voids)
    vault.run("UPDATE events SET position = ? WHERE position = ?", goal, origin)
    return {goal}


def insert_one(vault: Vault) -> Where:
    return vault.insert(vault.chance.choice([*vault.voids, 0, -7, vault.last + 1, 2**40]), vault.event())


def cut_the_tail(vault: Vault) -> Where:
    position = vault.event()[0]
    vault.run("DELETE FROM events WHERE position >= ?", position)
    return {row[0] for row in vault.events if row[0] >= position}


def roll_back(vault: Vault) -> Where:
    """What an older copy of the database holds: the events, and what tells of their end, end earlier."""
    position = vault.chance.choice(vault.events[1:])[0]
    vault.run("DELETE FROM events WHERE position >= ?", position)
    kept = max(row[0] for row in vault.events if row[0] < position)
    vault.run("DELETE FROM gaps WHERE first > ?", kept)
    vault.end_at(kept)
    return set(range(kept + 1, vault.last + 1))


def rewrite(vault: Vault) -> Where:
    """Falsify one event, and compute the whole tree anew."""
    where = vault.chance.choice([edit_a_column, retopic, edit_a_byte_of_the_state])(vault)
    vault.reseal()
    return where


def drop_one_and_reseal(vault: Vault) -> Where:
    row = vault.chance.choice(vault.events[:-1])
    vault.run("DELETE FROM events WHERE position = ?", row[0])
    vault.reseal()
    return {row[0]}


def change_a_seal(vault: Vault) -> Where:
    row, column = vault.event(), vault.chance.choice(["leaf_sha256", "leaf_sm3"])
    return vault.set(column, flipped(vault, row[8 + (column == "leaf_sm3")]), row[0])


def change_both_hashes_of_a_seal(vault: Vault) -> Where:
    row = vault.event()
    vault.set("leaf_sm3", flipped(vault, row[9]), row[0])
    return vault.set("leaf_sha256", flipped(vault, row[8]), row[0])


def say_that_a_seal_is_of_another_position(vault: Vault) -> Where:
    row = vault.event()
    return vault.set("leaf_position", vault.chance.choice([0, -1, row[0] + 1, 2**40]), row[0])


def remove_a_gap(vault: Vault) -> Where:
    position = vault.chance.choice(vault.voids)
    vault.run("DELETE FROM gaps WHERE first = ?", position)
    return {position}


def add_a_gap(vault: Vault) -> Where:
    taken = [row[0] for row in vault.events if row[0] - 1 not in vault.voids]
    position = vault.chance.choice([*taken, vault.last + 1, 2**50])
    vault.run("INSERT INTO gaps (first, last) VALUES (?, ?)", position, position)
    return {position}


def widen_a_gap(vault: Vault) -> Where:
    position = vault.chance.choice(vault.voids)
    vault.run("UPDATE gaps SET last = last + 1 WHERE first = ?", position)
    return {position + 1}


def say_that_the_log_went_on(vault: Vault) -> Where:
    end = vault.last + vault.chance.choice([1, 7, 2**40])
    vault.end_at(end)
    return {end}


def store_another_type(vault: Vault) -> Where:
    """What SQLite lets be: a number that is none, a text that is bytes, bytes that are text."""
    row = vault.event()
    column, value = vault.chance.choice(
        [
            ("state", row[6].decode()),
            ("state", 7),
            ("originator_version", row[1] + 0.5),
            ("originator_version", "one"),
            ("recorded_at", row[2] + 0.5),
            ("originator_id", row[3].encode()),
            ("topic", row[4].encode()),
            ("key", b"\xff"),
            ("originator_id", b"\xff\xfe"),
        ]
    )
    if column in {"topic", "originator_id"} and vault.chance.random() < 0.5:
        vault.run(f"UPDATE events SET {column} = CAST(? AS TEXT) WHERE position = ?", b"\xff", row[0])  # noqa: S608
        return {row[0]}
    return vault.set(column, value, row[0])


EVERYWHERE: list[Callable[[Vault], Where]] = [
    edit_a_byte_of_the_state,
    edit_a_column,
    retopic,
    move_to_another_cluster,
    delete_one,
    swap_two,
    swap_the_states_of_two,
    move_to_an_empty_position,
    insert_one,
    cut_the_tail,
    roll_back,
    rewrite,
    drop_one_and_reseal,
    change_a_seal,
    change_both_hashes_of_a_seal,
    say_that_a_seal_is_of_another_position,
    remove_a_gap,
    add_a_gap,
    widen_a_gap,
    say_that_the_log_went_on,
]
IN_SQLITE = [*EVERYWHERE, store_another_type]
