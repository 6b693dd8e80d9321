"""Members' appeals against cases, and moderators' decisions."""

from bot.errors import (
    AppealDecided,
    AppealExists,
    AppealUnreachable,
    CaseEnded,
    CaseUnknown,
    Protection,
    SubjectProtected,
)
from bot.policy.moderation.case import (
    MOST_APPEAL_LENGTH,
    OPERATOR,
    Appeal,
    AppealState,
    Case,
    CaseKind,
)
from bot.policy.moderation.log import EntryKind, LogEntry, goes_to_log
from bot.ports import Clock, Stores
from bot.service.moderation.cases.author import CaseAuthor
from bot.service.moderation.cases.case_service import CaseService
from bot.service.moderation.log_writer import LogWriter
from bot.service.notifications import AppealMade, Notifications


class Appeals:
    """Takes one appeal per case to the moderators, and brings back the answer."""

    def __init__(
        self,
        cases: CaseService,
        stores: Stores,
        log_writer: LogWriter,
        notifications: Notifications,
        *,
        clock: Clock,
    ) -> None:
        self._cases = cases
        self._stores = stores
        self._log_writer = log_writer
        self._notifications = notifications
        self._clock = clock

    async def check(self, guild_id: int, number: int, user_id: int) -> Case:
        """Return a case that its member can appeal now.

        Raises:
            CaseUnknown: The member has no such case; custom ids can be forged.
            CaseEnded: It is no longer in force.
            AppealExists: The member has appealed already.
            StorageFailed: The database does not work.
        """
        case = await self._cases.read(guild_id, number)
        is_own = case.subject_id == user_id and not case.is_server
        if guild_id == OPERATOR or not is_own or case.kind is CaseKind.UNBLOCK:
            raise CaseUnknown(number)
        if not case.is_in_force(self._clock.now()):
            raise CaseEnded(number)
        if case.appeal is not None:
            raise AppealExists(case.appeal.state)
        return case

    async def appeal(self, guild_id: int, number: int, by: CaseAuthor, text: str) -> Case:
        """Store an appeal, and post it to the moderation log or the channel for notices.

        Args:
            guild_id: The case's server; the appeal may come from a DM.
            number: The case's.
            by: The member.
            text: As typed.

        Raises:
            AppealUnreachable: The server has neither channel; the appeal is not used up.
            CaseUnknown: As `check`.
            CaseEnded: As `check`.
            AppealExists: As `check`.
            Refused: The filter does not allow the text.
            StorageFailed: The database does not work.
        """
        case, now = await self.check(guild_id, number, by.user_id), self._clock.now()
        text = text.strip()[:MOST_APPEAL_LENGTH]
        await self._cases.check_text(by, text, is_offense=True)
        rulebook = (await self._stores.rulebooks.read(guild_id)).rulebook
        entry = LogEntry(
            EntryKind.APPEAL,
            guild_id,
            now,
            user_id=case.subject_id,
            actor_id=case.subject_id,
            case_number=number,
            action="appeal",
            text=text,
        )
        in_log = goes_to_log(rulebook.moderation.log, entry)
        channel_id = rulebook.notices_channel
        if not in_log and channel_id is None:
            raise AppealUnreachable
        if not await self._stores.cases.appeal(guild_id, number, Appeal(text, now)):
            raise AppealExists(AppealState.OPEN)
        if in_log:
            self._log_writer.post(entry)
        else:
            self._notifications.post(
                AppealMade(guild_id, channel_id, case.subject_id, number, text)
            )
        return case

    async def decide(self, by: CaseAuthor, number: int, state: AppealState) -> Case:
        """Accept an appeal, which also lifts the block, or decline it.

        Args:
            by: The moderator, in the case's server.
            number: The case's.
            state: `ACCEPTED` or `DECLINED`.

        Returns:
            The case afterwards.

        Raises:
            AppealDecided: Another moderator was first.
            CaseUnknown: There is no such case, or it has no appeal.
            SubjectProtected: Moderators cannot decide their own appeal.
            StorageFailed: The database does not work.
        """
        case, now = await self._cases.read(by.guild_id, number), self._clock.now()
        if case.appeal is None:
            raise CaseUnknown(number)
        if case.subject_id == by.user_id:
            raise SubjectProtected(Protection.SELF)
        decision = Appeal(case.appeal.text, case.appeal.at, state, by.user_id)
        is_first = await self._stores.cases.decide(by.guild_id, number, decision, now=now)
        case = await self._cases.read(by.guild_id, number)
        if not is_first:
            made = case.appeal or decision
            raise AppealDecided(made.state, made.decided_by)
        self._log_writer.post(
            LogEntry(
                EntryKind.ACTION,
                case.guild_id,
                now,
                user_id=case.subject_id,
                actor_id=by.user_id,
                case_number=number,
                action=f"appeal-{state}",
                text=case.reason,
            )
        )
        return case
