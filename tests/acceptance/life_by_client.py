"""The life of a case as a foreign program lives it: only by the client that a generator made.

Run as `python life_by_client.py FOLDER ADDRESS`. FOLDER holds the generated package `generated`. What a
program does not decide it asks its parent for, a JSON line out and one back: the day, and a secret of a user.
"""

import io
import json
import sys
import zipfile
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import pyotp

CLUSTER = "fj-jinjiang-shoes"
PASSWORD = "marker-Generated-pass-77"  # noqa: S105 - of a test
PLACES = {
    "programme": "fujian",
    "name": "晋江运动鞋产业集群",
    "province": "福建省",
    "city": "泉州市",
    "county": "晋江市",
    "county_code": "350582",
}
CASE = {"case": "k1"}
GROUNDS = {**CASE, "grounds": ["reporting"]}
Step = tuple[str, str, str, dict[str, Any]]
RECOGNITION: tuple[Step, ...] = (
    ("2023-05-10", "county", "application-submitted", PLACES),
    ("2023-05-20", "city", "application-recommended", {"outcome": "recommended"}),
    ("2023-06-12", "province", "public-notice-posted", {"working_days": 5}),
    ("2023-07-10", "province", "cluster-recognised", PLACES),
)
REVOCATION: tuple[Step, ...] = (
    ("2024-04-08", "province", "case-opened", GROUNDS),
    ("2024-04-09", "province", "defence-invited", {**CASE, "reply_by": "2024-04-30"}),
    ("2024-04-20", "county", "defence-received", CASE),
    ("2024-05-13", "province-2", "revocation-decided", {**GROUNDS, "number": "闽工信〔2024〕9号"}),
    ("2024-05-14", "city", "decision-served", {**CASE, "method": "signed"}),
    ("2024-05-20", "county", "appeal-lodged", CASE),
    ("2024-05-22", "province", "appeal-admitted", CASE),
)
ANSWER = {**CASE, "outcome": "upheld"}

Client = Any


class Program:
    """The foreign program: the generated package, and one client for each of its users."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.package = import_module("generated")
        self.models = import_module("generated.models")
        self.day = ""
        self.at = datetime.now(UTC)
        self.totp: pyotp.TOTP | None = None
        self.clients: dict[str, Client] = {}

    def api(self, tag: str, name: str) -> Any:
        """Return an operation as generated."""
        return import_module(f"generated.api.{tag}.{name}").sync_detailed

    def ask(self, **wish: str) -> Any:
        """Ask the parent for what a program does not decide."""
        sys.stdout.write(json.dumps(wish) + "\n")
        sys.stdout.flush()
        return json.loads(sys.stdin.readline())

    def come(self, day: str) -> None:
        """Wait for a day; sessions and tokens of an earlier day are not used again."""
        if day != self.day:
            self.day, self.clients = day, {}
            self.at = datetime.fromisoformat(self.ask(on=day)["at"])

    def client(self, user: str) -> Client:
        """Return the client of a user, new on each day: of the province in person, of others by token."""
        if user not in self.clients:
            self.clients[user] = self._in_person() if user == "province" else self._by_token(user)
        return self.clients[user]

    def _by_token(self, user: str) -> Client:
        token = self.ask(token=user)["token"]
        return self.package.AuthenticatedClient(base_url=self.address, token=token)

    # --- in person ------------------------------------------------------------------------------

    def _in_person(self) -> Client:
        nobody = self.package.Client(base_url=self.address)
        if self.totp is None:
            return self._first_time(nobody)
        self.at = datetime.fromisoformat(self.ask(step="next")["at"])  # a code is good once
        typed = self.models.SignInBody(user="province", password=PASSWORD, code=self.totp.at(self.at))
        return self._with_session(self.api("access", "sign_in")(client=nobody, body=typed), [])

    def _first_time(self, nobody: Client) -> Client:
        """Sign in with the one-time secret, set a password, set up the second factor."""
        secret = self.ask(secret="province")["secret"]  # noqa: S106 - whose it is
        typed = self.models.SignInBody(user="province", password=secret)
        client = self._with_session(
            self.api("access", "sign_in")(client=nobody, body=typed), ["password", "second-factor"]
        )
        refused = self.api("clusters", "roster")(client=client)
        assert refused.status_code == 200
        assert refused.parsed == []
        changed = self.models.PasswordBody(old=secret, new=PASSWORD)
        client = self._with_session(
            self.api("access", "change_password")(client=client, body=changed), ["second-factor"]
        )
        proposed = self.api("access", "begin_second_factor")(
            client=client, body=self.models.PasswordOnly(password=PASSWORD)
        )
        self.totp = pyotp.TOTP(proposed.parsed.secret)
        code = self.models.CodeBody(code=self.totp.at(self.at))
        return self._with_session(self.api("access", "confirm_second_factor")(client=client, body=code), [])

    def _with_session(self, answer: Any, must: list[str]) -> Client:
        assert answer.status_code == 201, answer.content
        assert sorted(answer.parsed.must) == must
        cookie = answer.headers["set-cookie"].partition(";")[0]
        headers = {"X-CSRF-Token": answer.parsed.csrf, "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
        return self.package.Client(base_url=self.address, headers=headers)

    # --- what is done -----------------------------------------------------------------------------

    def record(self, user: str, kind: str, stated: dict[str, Any]) -> Any:
        """Record a fact of today upon the version that is seen, and return the answer."""
        seen = self.api("clusters", "status")(CLUSTER, client=self.client(user))
        upon = {"if_match": seen.headers["etag"]} if seen.status_code == 200 else {"if_none_match": "*"}
        name = "".join(word.capitalize() for word in kind.split("-")) + "Fact"
        fact = {
            "type": kind,
            "effective_on": self.day,
            "data": stated,
            "source": {"number": f"测〔{self.day}〕1号"},
        }
        return self.api("facts", "record_fact")(
            CLUSTER,
            client=self.client(user),
            body=getattr(self.models, name).from_dict(fact),
            idempotency_key=f"{self.day}-{kind}",
            **upon,
        )

    def records(self, day: str, user: str, kind: str, stated: dict[str, Any]) -> None:
        """Record a fact on its day; it has to be recorded, and once only."""
        self.come(day)
        answer = self.record(user, kind, stated)
        assert answer.status_code == 201, answer.content
        assert answer.headers["etag"] == f'"{answer.parsed.version}"'
        assert answer.parsed.receipt.position == answer.parsed.position

    def ticks(self, day: str) -> set[str]:
        """Let the scheduler look, and return the kinds of what it found."""
        self.come(day)
        answer = self.api("runs", "tick_now")(client=self.client("province"))
        assert answer.status_code == 200, answer.content
        return {finding.type_ for finding in answer.parsed}

    def status(self, on: str) -> Any:
        """Return the standing of the cluster at the end of a day, as its county sees it."""
        answer = self.api("clusters", "status")(
            CLUSTER, client=self.client("county"), on=date.fromisoformat(on)
        )
        assert answer.status_code == 200, answer.content
        return answer.parsed


def live(program: Program) -> dict[str, Any]:
    """Live the whole life and return what its end looks like."""
    for step in RECOGNITION:
        program.records(*step)
    missed = program.ticks("2024-04-01")
    assert missed >= {"obligation-overdue", "ground-established"}, missed
    (ground,) = program.status("2024-04-01").grounds
    assert (ground.code, ground.state, ground.since) == ("reporting", "established", date(2024, 3, 31))
    for step in REVOCATION:
        program.records(*step)
    (appeal,) = (each for each in program.status("2024-05-22").windows if each.kind == "appeal")
    assert appeal.state == "met"
    program.come("2024-06-11")
    refused = program.record("province-2", "appeal-answered", ANSWER)
    assert (refused.status_code, refused.parsed.code) == (403, "same-person"), refused.content
    program.records("2024-06-11", "province", "appeal-answered", ANSWER)
    found = program.ticks("2024-06-11")
    program.records("2024-06-20", "province", "revocation-published", CASE)
    return {"found": sorted(found), **looked_back(program)}


def looked_back(program: Program) -> dict[str, Any]:
    """Ask as the auditor what became of it."""
    program.come("2024-06-21")
    auditor = program.client("auditor")
    replayed = program.api("evidence", "replay")(client=auditor, cluster=CLUSTER)
    verified = program.api("evidence", "verify")(client=auditor)
    history = program.api("clusters", "history")(CLUSTER, client=auditor)
    dossier = program.api("evidence", "dossier")(CLUSTER, "k1", client=auditor, unsigned=True)
    assert dossier.status_code == 200, dossier.content
    content = dossier.parsed.payload.read()
    status = program.status("2024-06-20")
    return {
        "standing": status.standing,
        "case": status.case.to_dict(),
        "replay": replayed.parsed.to_dict(),
        "verify": verified.parsed.to_dict(),
        "history": [[each.type_, each.recorded_by] for each in history.parsed],
        "dossier": content.hex(),
        "files": len(zipfile.ZipFile(io.BytesIO(content)).namelist()),
    }


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.stdout.write(json.dumps({"end": live(Program(sys.argv[2]))}) + "\n")
