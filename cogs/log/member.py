"""The button "Member" of a card of the log: what moderators see about the member."""

from collections.abc import Iterator

from bot.errors import MissingPermission
from bot.i18n import Say
from bot.policy.moderation.case import Case
from bot.ports import StoredJob
from bot.service.moderation.member_summary import MemberSummary
from bot.ui.limits.explanation import usage_lines
from bot.ui.moderation.log_cards import LogAction, mention
from bot.ui.moderation.log_rights import check_log_action
from bot.ui.text import MAX_CONTENT, clip, date_time, escape, message_link
from cogs.log.actions import LogDeps, Press

_SHOWN_PROMPT = 80
_SHOWN_REASON = 80


async def show_member(press: Press, deps: LogDeps) -> None:
    """Show the summary of an image's member, only to the moderator.

    It has no image of a channel in which the moderator could not act on it.

    Raises:
        StorageFailed: It cannot be read.
    """
    requester = press.stored.draft.requester
    guild_id = requester.spot.guild_id or 0
    rulebook = (await deps.editor.read(guild_id)).rulebook

    async def may_see(stored: StoredJob) -> bool:
        try:
            await check_log_action(press.interaction, stored, rulebook, LogAction.MEMBER)
        except MissingPermission:
            return False
        return True

    read = deps.moderation.members.read
    summary = await read(guild_id, requester.user_id, may_see=may_see)
    text = "\n".join(summary_lines(summary, guild_id, press.say))
    await press.reply.show(clip(text, MAX_CONTENT))


def summary_lines(summary: MemberSummary, guild_id: int, say: Say) -> Iterator[str]:
    """Write a member's last images, cases and usage."""
    yield say("log-member", member=mention(summary.user_id, say))
    yield say("log-member-images")
    yield from (_image(job, guild_id, say) for job in summary.images)
    if not summary.images:
        yield say("log-member-none")
    yield say("log-member-cases")
    yield from (_case(case, say) for case in summary.cases)
    if not summary.cases:
        yield say("log-member-none")
    yield say("log-member-usage")
    yield from usage_lines(summary.report, say)


def _image(job: StoredJob, guild_id: int, say: Say) -> str:
    target, requester = job.draft.reply_target, job.draft.requester
    facts = [date_time(requester.requested_at), say.usd(job.micros)]
    if requester.private:
        facts.append(say("log-private"))
    elif target.channel_id is not None and target.message_id is not None:
        link = message_link(guild_id, target.channel_id, target.message_id)
        facts.append(f"[{say('log-open')}]({link})")
    prompt = escape(clip(" ".join(job.draft.request.prompt.split()), _SHOWN_PROMPT))
    return f"- {prompt} · {' · '.join(facts)}"


def _case(case: Case, say: Say) -> str:
    kind = say(f"log-action-{case.kind}")
    facts = [say("log-case", number=str(case.number)), kind, date_time(case.at)]
    if case.reason:
        facts.append(escape(clip(" ".join(case.reason.split()), _SHOWN_REASON)))
    return f"- {' · '.join(facts)}"
