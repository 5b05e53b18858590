"""grant add: give a user a role."""

import click
import msgspec

from monitor.access.principal import EVERYWHERE, Grant, Role
from monitor.access.reach import reach_of
from monitor.answers.reach import reach_sentences
from monitor.cli.access_desk import desk_of, grant_words, tell_done
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Whose, which role, and where it counts."""

    user: str
    role: Role
    region: str | None
    programme: str | None
    cluster: str | None


def run(call: Call, asked: Asked) -> None:
    """Grant the role; tell how many clusters it reaches now."""
    region = asked.region or EVERYWHERE
    grant = Grant(role=asked.role, region=region, programme=asked.programme, cluster=asked.cluster)
    desk = desk_of(call)
    desk.access.office_at_the_machine(recorder(call), desk.session.at).grant(asked.user, grant)
    reach = reach_of(grant, desk.access.guard.places.all().values())
    words = grant_words(call, grant)
    if call.as_json:
        found = reach._asdict() if reach else {}
        write_json({"user": asked.user, "role": words, **found, "simulation": call.simulation})
        return
    tell_done(call, "role-was-granted", user=asked.user, role=words)
    if reach is not None:
        mark = call.says("simulation-mark") if call.simulation else ""
        for sentence in reach_sentences(reach, call.language):
            click.echo(mark + sentence)
