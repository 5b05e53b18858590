"""What a check tells after statements were run on a log, which are undone."""

from monitor.audit.log.claims import Claim
from monitor.audit.log.log_check import check_log
from monitor.audit.log.problems import Problem
from tests.monitor.audit.log.tamperings import Vault


def found(
    vault: Vault, claims: list[Claim], *statements: tuple[object, ...], reseal: bool = False
) -> list[Problem]:
    """Do as the statements say, check, and undo."""
    vault.run("BEGIN")
    try:
        for statement, *values in statements:
            vault.run(str(statement), *values)
        if reseal:
            vault.reseal()
        return check_log(vault.rows, claims).problems
    finally:
        vault.run("ROLLBACK")


def brief(found: list[Problem]) -> list[tuple[str, int | None, int | None]]:
    return [(each.code, each.position, each.until) for each in found]
