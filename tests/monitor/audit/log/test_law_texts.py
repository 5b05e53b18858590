"""The stored texts of law: what their hash says, and there when they were adopted."""

from monitor.audit.log.problems import Problem
from monitor.digests import sha256
from tests.monitor.audit.log.conftest import Found
from tests.monitor.audit.log.tamperings import Vault
from tests.monitor.audit.log.told import found


def checked(vault: Vault) -> str:
    """Return the name of PostgreSQL's own check of the texts of law."""
    query = """
    SELECT conname FROM pg_constraint
     WHERE conrelid = 'law_texts'::regclass AND pg_get_constraintdef(oid) LIKE '%sha256(%'
    """
    return str(vault.driver.execute(query).fetchone()[0])


def test_texts_of_law_are_what_their_hash_says_and_those_adopted_are_there(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    text = b"the law"
    name = f"sha256:{sha256(text).hex()}"
    kept = ("INSERT INTO law_texts (sha256, kind, content) VALUES (?, 'rulebook', ?)", name, text)
    adopted = (
        "INSERT INTO adoptions VALUES (1, 'fujian', 'e', ?, ?, 0)",
        name,
        name,
    )
    assert found(vault, claims, kept, adopted) == []
    assert found(vault, claims, kept, adopted, ("DELETE FROM law_texts",)) == [
        Problem("law-text-missing", detail=name)
    ]
    constraint = [] if vault.is_sqlite else [(f"ALTER TABLE law_texts DROP CONSTRAINT {checked(vault)}",)]
    changed = ("UPDATE law_texts SET content = ?", text + b"!")
    assert found(vault, claims, *constraint, kept, changed) == [Problem("law-text-changed", detail=name)]
