"""Cases in words: for members in direct messages, for moderators in lists."""

from collections.abc import Sequence
from datetime import datetime

from bot.i18n import Say
from bot.policy.moderation.case import Appeal, Case, CaseKind
from bot.ui.moderation.cases.case_sentences import reason_sentence
from bot.ui.text import MAX_CONTENT, clip, date_time, escape, quote, relative_time

#: Characters of a reason on a line of /case list, before escaping.
_SHOWN_REASON = 30


def member_message(case: Case, guild_name: str, say: Say) -> str:
    """Say to a member what a moderator, or the ladder, did.

    Args:
        case: A block, an unblock or a warning of this member.
        guild_name: The server's name.
        say: The language of the message.
    """
    server = escape(guild_name)
    lines = [say(f"case-member-{case.kind}", server=server, number=str(case.number))]
    if case.reason:
        lines.append(reason_sentence(case.reason, say))
    if case.kind is CaseKind.BLOCK:
        lines.append(_end(case.until, say))
    elif case.until is not None:
        lines.append(say("case-warning-until", when=relative_time(case.until)))
    if case.kind is not CaseKind.UNBLOCK:
        lines.append(say("case-member-appeal"))
    return "\n".join(lines)


def decision_message(case: Case, guild_name: str, say: Say) -> str:
    """Say to a member how their appeal was decided.

    Args:
        case: With its decided appeal.
        guild_name: The server's name.
        say: The language of the message.
    """
    state = case.appeal.state if case.appeal else ""
    return say(f"case-member-{state}", server=escape(guild_name), number=str(case.number))


def done_message(case: Case, say: Say, *, was_told: bool) -> str:
    """Say to a moderator what was done, and whether the member got a direct message."""
    member = f"<@{case.subject_id}>"
    lines = [say(f"case-done-{case.kind}", member=member, number=str(case.number))]
    if case.kind is CaseKind.BLOCK:
        lines.append(_end(case.until, say))
    # only a block is named in the member's next refusal
    untold = "case-not-told" if case.kind is CaseKind.BLOCK else "case-not-told-unseen"
    lines.append(say("case-told" if was_told else untold))
    return "\n".join(lines)


def decision_line(case: Case, say: Say) -> str:
    """Say who decided a case's appeal, and how."""
    appeal = case.appeal
    if appeal is None:
        return ""
    return say(f"case-appeal-{appeal.state}", who=f"<@{appeal.decided_by}>")


def decided_message(case: Case, say: Say, *, was_told: bool) -> str:
    """Say to the moderator who decided an appeal what was done."""
    told = say("case-told" if was_told else "case-not-told-decision")
    head = say("case-decided", number=str(case.number))
    return f"{head} {decision_line(case, say)}\n{told}"


def case_details(case: Case, say: Say, *, now: datetime) -> str:
    """Return everything about a case, for moderators."""
    facts = {"kind": say(f"case-kind-{case.kind}"), "number": str(case.number)}
    lines = [
        say("case-title", **facts),
        say("case-subject", member=f"<@{case.subject_id}>"),
        say("case-actor", who=_actor(case, say), when=date_time(case.at)),
    ]
    if case.channel_id is not None:
        lines.append(say("case-channel", channel=f"<#{case.channel_id}>"))
    if case.kind is not CaseKind.UNBLOCK:
        lines.append(say("case-state", state=_state(case, say, now=now)))
    if case.amended_at is not None:
        who = f"<@{case.amended_by}>"
        lines.append(say("case-amended", who=who, when=relative_time(case.amended_at)))
    lines.append(say("case-reason-title"))
    lines.append(quote(case.reason, len(case.reason)) if case.reason else say("case-no-reason"))
    if case.appeal is not None:
        lines += _appeal_lines(case.appeal, say)
    return clip("\n".join(lines), MAX_CONTENT)


def case_lines(cases: Sequence[Case], say: Say, *, now: datetime) -> str:
    """Return one line per case, the newest first."""
    if not cases:
        return say("case-list-empty")
    return clip("\n".join(_line(case, say, now=now) for case in cases), MAX_CONTENT)


def _line(case: Case, say: Say, *, now: datetime) -> str:
    parts = [
        f"**{case.number}** {say(f'case-kind-{case.kind}')}",
        f"<@{case.subject_id}>",
        _actor(case, say),
        relative_time(case.at),
    ]
    if case.kind is not CaseKind.UNBLOCK:
        parts.append(_state(case, say, now=now))
    if case.reason:
        parts.append(escape(clip(case.reason, _SHOWN_REASON)))
    return f"- {' · '.join(parts)}"


def _appeal_lines(appeal: Appeal, say: Say) -> Sequence[str]:
    who = f"<@{appeal.decided_by}>" if appeal.decided_by else "—"
    text = " ".join(appeal.text.split())
    return (
        say("case-appeal", when=relative_time(appeal.at)),
        quote(text, len(text)),
        say(f"case-appeal-{appeal.state}", who=who),
    )


def _actor(case: Case, say: Say) -> str:
    return say("case-automatic") if case.actor_id is None else f"<@{case.actor_id}>"


def _state(case: Case, say: Say, *, now: datetime) -> str:
    if case.lifted_at is not None:
        return say("case-lifted", when=relative_time(case.lifted_at))
    if case.until is None:
        return say("case-open")
    key = "case-ends" if case.is_in_force(now) else "case-ended"
    return say(key, when=relative_time(case.until))


def _end(until: datetime | None, say: Say) -> str:
    if until is None:
        return say("case-until-never")
    return say("case-until", until=date_time(until), when=relative_time(until))
