"""Ways to falsify a log with every right on its database, each saying where it did so."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from monitor.audit.log.log_rows import LogRows
from monitor.audit.log.seal_checks import leaf_found
from monitor.sealing import Edge, Leaf, nodes_at, seal

COLUMNS = "position, originator_id, originator_version, topic, state, key, recorded_at"
Where = set[int]


class Vault:
    """A log through a connection that passes by every trigger; what is done is rolled back each time.

    `events` are (position, version, recorded_at, cluster, topic, key, state), as they were recorded.
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
        _, _, recorded_at, _, topic, _, state = row
        values = (position, "forged", 1, topic, state, None, recorded_at)
        self.run(f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", *values)  # noqa: S608 - ours
        return {position}

    def reseal(self) -> None:
        """Compute the whole tree anew over what is stored now, as a thorough forger would."""
        events = [row for block in self.rows.blocks(self.rows.ends()) for row in block.events]
        leaves = [leaf for leaf in map(leaf_found, events) if isinstance(leaf, Leaf)]
        seals, _ = seal(Edge(0, (), ()), leaves, [row[0] for row in events])
        self.run("DELETE FROM seals")
        for each in seals:
            self.run("INSERT INTO seals (position, sha256, sm3) VALUES (?, ?, ?)", *each)


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
    """What an older copy of the database holds: both the events and their seals end earlier."""
    position = vault.chance.choice(vault.events[1:])[0]
    vault.run("DELETE FROM events WHERE position >= ?", position)
    kept = max(row[0] for row in vault.events if row[0] < position)
    vault.run("DELETE FROM seals WHERE position > ?", kept)
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
    position, column = vault.chance.randint(1, vault.last), vault.chance.choice(["sha256", "sm3"])
    at = vault.chance.randrange(nodes_at(position))
    for block in vault.rows.blocks(vault.rows.ends()):
        for found, *columns in block.seals:
            if found == position:
                nodes = bytearray(columns[column == "sm3"])
                nodes[at] ^= vault.chance.randint(1, 255)
                changed = bytes(nodes)
    if vault.chance.random() < 0.1:
        changed = changed[:-1]
    vault.run(f"UPDATE seals SET {column} = ? WHERE position = ?", changed, position)  # noqa: S608 - ours
    return {position}


def remove_a_seal(vault: Vault) -> Where:
    position = vault.chance.randint(1, vault.last)
    vault.run("DELETE FROM seals WHERE position = ?", position)
    return {position}


def add_a_seal(vault: Vault) -> Where:
    position = vault.chance.choice([vault.last + 1, 2**50, 0, -3])
    vault.run("INSERT INTO seals (position, sha256, sm3) VALUES (?, ?, ?)", position, bytes(32), bytes(32))
    return {position}


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
    remove_a_seal,
    add_a_seal,
]
IN_SQLITE = [*EVERYWHERE, store_another_type]
