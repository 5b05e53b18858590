"""Who may do what, as a page; made from the table that the service itself decides by.

Run `python -m tools.describe_access > docs/access.md`; a test keeps the page current.
"""

import sys
from collections.abc import Iterator

from monitor.access.account_rules import LONGEST_TOKEN, MOST_TOKENS
from monitor.access.accounts import SECOND_FACTOR_ROLES
from monitor.access.confirmation import GOOD_FOR
from monitor.access.credentials import ONE_TIME_GOOD_FOR
from monitor.access.passwords import LONGEST, SHORTEST
from monitor.access.pauses import ACCOUNT_FREE, LONGEST_PAUSE, SOURCE_FREE
from monitor.access.policy import ACTIONS, EVERY_ROLE, TOKEN_SCOPES, Action
from monitor.access.record import MOST_KINDS
from monitor.access.sessions import IDLE, MOST
from monitor.access.sessions import LONGEST as LONGEST_SESSION
from monitor.wording import say

_MINUTE = 60
_HOUR = 3600
HEAD = """# Access: who may do what

Made by `python -m tools.describe_access > docs/access.md` from `monitor/access/`; do not edit by hand.

A user has grants: a role, and where it counts (region by division code or place name, programme, for an
operator its cluster). An action on a cluster is allowed where the role has a mark below **and** one grant
with it covers the cluster *as it is recorded*: nothing a request says of region or programme is looked at,
but for the fact that founds a new cluster, which has to lie in the region that it states itself. What lies
outside is "not found"; what may be read but not done is refused. What is not in the table nobody may do.
"""
RULES = """## Rules besides the table

- **Administrators (三员)** exclude each other and every other role in one person. Nobody changes his own
  rights. There is always a security administrator. Accounts are opened by the system administrator; before
  there is one, the security administrator opens the account that becomes it.
  Whoever opens an account or resets a password sees its one-time secret, and could use it before its
  owner does: he would need the security administrator for the rights, and for the removal of a second
  factor; of a county, an operator or an auditor without a second factor the password alone is enough.
  Each step is in the log, and the owner notices, since his own secret is good no more.
- **Four eyes.** Who opened a case does not decide its revocation; who decided does not answer the appeal.
  Only the user name is compared: two accounts of one person are a matter for the department.
- **Withdrawals.** Whoever may record a fact may withdraw his own. Those of others only the province
  withdraws.
- **City reports** (`annual-report-filed` with `report: city-report`) are not the cluster's and not the
  county's to file.
- **Restoring an export** is done at the database's own command line only. Whoever can write to the database
  is beyond these rules: `user`, `grant` and `token` commands ask for no rights, but obey the rules and are
  recorded.
- **Statistics** show the cities all of whose clusters may be seen.
- **Places** are those recorded now, also where a question is about an earlier day.

## Signing in
"""
NUMBERS = """
- Password of {shortest} to {longest} characters (argon2id). A one-time secret is good for {one_time} hours
  and has to be changed at once. Refusals do not tell what was wrong, nor whether there is such a user.
- Second factor (TOTP, RFC 6238): mandatory for {second}; each code is good once. Until password and second
  factor are set, a session is good for the user's own account only.
- After {account} failures of an account, or {source} from one source, each further one is followed by a
  pause that doubles, up to {pause} minutes. Attempts during a pause are not looked at. This lets a stranger
  delay a known user by as much.
- Sessions end after {idle} minutes without use, after {session} hours in any case, and at once when rights
  or secrets of the user change; at most {sessions} a user. Rights are read from the log with every request.
- **Confirmation.** To record `revocation-decided`, `appeal-answered` or `fact-withdrawn` a session needs a
  code of the second factor (of who has none, the password) given in the last {confirmed} minutes, at the
  sign-in or at `POST /api/v1/session/confirmation`; else 403 `confirmation-needed`. A dry run asks for none.
- API tokens (`cm_<id>_<secret>`) are for one or more of {scopes}; at most {days} days, at most {tokens}
  good ones a user, none for administrators. They only ever narrow what their user may do, and need no
  second factor.
- OpenID Connect, as an option ([configuration](configuration.md)): code flow with PKCE; an answer counts
  once, within ten minutes, in the browser that began. An administrator binds the subject to an account.
  The second factor stays ours.

## What is recorded, and where secrets are

Every act on accounts and rights is an event in the stream `:access`, sealed like all others. Sign-ins and
refused attempts are in the table `access_record`, which only grows: the first of equal attempts within a
minute at once, the number of the others when the minute is over (lost if the process is killed before);
above {kinds} different ones a minute the rest is one row. Instead of addresses it holds a keyed hash, which
tells only whether two are the same.

No secret is in the log. Of passwords, sessions and tokens the database holds hashes only. The keys of
second factors have to be readable: they are encrypted (AES-256-GCM) with `MONITOR_ACCESS_KEY` where that is
set, and **lie in the table `credentials` as they are where it is not**. Who reads the database then can
make codes, but needs the password too. Addresses and secrets of webhooks are kept in the same way.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join([HEAD, *_tables(), RULES.rstrip(), _numbers()])


def _tables() -> Iterator[str]:
    yield from _table("Of clusters", "cluster")
    yield from _table("Of the service", "service")
    yield from _table("Of one's own account", "own")


def _table(title: str, subject: str) -> Iterator[str]:
    yield f"## {title}\n"
    roles = [f"{say(f'role-{role}', 'zh')} `{role}`" for role in EVERY_ROLE]
    yield f"| action | scope | {' | '.join(roles)} |"
    yield f"|---|---|{'---|' * len(roles)}"
    for action in ACTIONS.values():
        if action.subject == subject:
            yield _row(action)
    yield ""


def _row(action: Action) -> str:
    marks = ["●" if role in action.roles else "" for role in EVERY_ROLE]
    return f"| `{action.name}` | {action.scope} | {' | '.join(marks)} |"


def _numbers() -> str:
    return NUMBERS.format(
        shortest=SHORTEST,
        longest=LONGEST,
        one_time=int(ONE_TIME_GOOD_FOR.total_seconds()) // _HOUR,
        second=", ".join(f"`{role}`" for role in EVERY_ROLE if role in SECOND_FACTOR_ROLES),
        account=ACCOUNT_FREE,
        source=SOURCE_FREE,
        pause=int(LONGEST_PAUSE.total_seconds()) // _MINUTE,
        idle=int(IDLE.total_seconds()) // _MINUTE,
        session=int(LONGEST_SESSION.total_seconds()) // _HOUR,
        sessions=MOST,
        confirmed=int(GOOD_FOR.total_seconds()) // 60,
        scopes=", ".join(f"`{scope}`" for scope in sorted(TOKEN_SCOPES)),
        days=LONGEST_TOKEN.days,
        tokens=MOST_TOKENS,
        kinds=MOST_KINDS,
    )


if __name__ == "__main__":
    sys.stdout.write(page())
