"""What a channel hears of and when, in words; the same for administrators and for officers."""

from domain.alerting import ChannelAdded, Hours
from monitor.web.parts.rights import limits_words, role_words
from monitor.wording import Language, say
from monitor.wording.telling import weekday_numbered


def about_words(stated: ChannelAdded, language: Language) -> str:
    """Return of what a channel hears: the kinds of alerts, and about which clusters."""
    where = limits_words(stated.programme, stated.region, ", ".join(stated.clusters) or None, language)
    kinds = [say(f"alert-kind-{kind}", language) for kind in stated.kinds]
    what = ("、" if language == "zh" else ", ").join(kinds) or say("channel-every-kind", language)
    return f"{what}；{where}" if language == "zh" else f"{what}; {where}"


def hours_words(hours: Hours, language: Language) -> str:
    """Return when a channel is told something, in one line.

    >>> hours_words(Hours(quiet_from="22:00", quiet_until="08:00", after_working_days=3), "zh")
    '随时发送；22:00 至 08:00 免打扰；3 个工作日无人确认才发送'
    """
    told = [_rhythm(hours, language)]
    if hours.quiet_from is not None:
        told.append(say("channel-told-quiet", language, begins=hours.quiet_from, ends=hours.quiet_until))
    if hours.working_days_only:
        told.append(say("channel-told-working-days", language))
    if hours.after_working_days:
        told.append(say("channel-told-after", language, days=hours.after_working_days))
    return ("；" if language == "zh" else "; ").join(told)


def desk_words(stated: ChannelAdded, language: Language) -> str:
    """Return whose desk a channel leads to; a dash where nobody said."""
    return role_words(stated.role, language) if stated.role else "—"


def _rhythm(hours: Hours, language: Language) -> str:
    if hours.rhythm == "at-once":
        return say("channel-told-at-once", language)
    day = weekday_numbered(hours.weekday, language)
    return say(f"channel-told-{hours.rhythm}", language, at=hours.at, day=day)
