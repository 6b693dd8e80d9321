"""The use cases around held requests and reports, on the database of a `ServiceHarness`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.errors import ConsentNeeded
from bot.policy.images.request import ImageRequest, Reference
from bot.policy.jobs.job import Draft, Requester
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.filter import Effect, FilterRule, Hit, Variant
from bot.policy.moderation.log import LogEntry, LogSettings
from bot.policy.moderation.verdict import Verdict
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.reviews.consent import PrivateConsent
from bot.service.moderation.reviews.decisions import Reviews
from bot.service.moderation.reviews.holding import Holding
from bot.service.moderation.reviews.member_notes import MemberNote, MemberNotes
from bot.service.moderation.reviews.reporting import Reporting
from bot.service.notifications import Notice
from testkit.fakes import FakeCard
from tests.service.service_harness import (
    GUILD,
    MODERATOR,
    REPLY_TARGET,
    REQUEST,
    ServiceHarness,
)

LOG = 77
RULE = FilterRule("gore", keywords=("blood",), effect=Effect.HOLD)
VERDICT = Verdict(Effect.HOLD, Hit("gore", "blood", Variant.PLAIN, 0, 5), RULE)


class KeptReferences:
    """References that are kept until a test says otherwise."""

    is_gone = False
    renewed = 0

    async def renew(self, references: Sequence[Reference]) -> tuple[Reference, ...] | None:
        self.renewed += 1
        return None if self.is_gone else tuple(references)


class Desk:
    """The use cases, and what members and moderators hear from them."""

    def __init__(self, harness: ServiceHarness) -> None:
        self.harness = harness
        self.references = KeptReferences()
        self.cards: list[FakeCard] = []
        self.drafts: list[Draft] = []
        """Those that cards were opened for."""
        self.notes: list[MemberNote] = []
        self.notices: list[Notice] = []
        self.wire()

    def wire(self) -> None:
        """Wire the use cases with the harness's present stores."""
        harness, clock, stores = self.harness, self.harness.clock, self.harness.stores
        self.member_notes = MemberNotes(harness.runner)
        self.member_notes.send = self._hear
        harness.notifications.read_by(self._read)
        log_writer = LogWriter(stores, harness.runner, clock=clock)
        self.consent = PrivateConsent(stores, clock=clock)
        self.holding = Holding(stores, log_writer, clock=clock)
        self.reporting = Reporting(
            stores, log_writer, harness.notifications, self.member_notes, clock=clock
        )
        references: Any = self.references
        self.reviews = Reviews(harness.imagine, stores, references, self.member_notes, clock=clock)

    async def _hear(self, note: MemberNote) -> None:
        self.notes.append(note)

    async def _read(self, notice: Notice) -> None:
        self.notices.append(notice)

    def open_card(self, draft: Draft) -> FakeCard:
        card = FakeCard(job_id=draft.requester.job_id)
        self.drafts.append(draft)
        self.cards.append(card)
        return card

    async def set_log(self, settings: LogSettings) -> None:
        def change(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, moderation=replace(rulebook.moderation, log=settings))

        await self.harness.editor.edit(GUILD, MODERATOR, change)

    async def entries(self) -> list[LogEntry]:
        """Return the entries that wait to be sent."""
        await self.harness.finish()
        now = self.harness.clock.now()
        log = self.harness.stores.moderation_log
        return [one.entry for one in await log.take("t", now=now, until=now, limit=50)]

    def draft(
        self,
        *,
        request: ImageRequest = REQUEST,
        requester: Requester | None = None,
        shown_to_moderators: bool = False,
        **others: Any,  # noqa: ANN401 - of `ServiceHarness.requester`
    ) -> Draft:
        facts: dict[str, Any] = {"can_be_late": True, **others}
        requester = requester or self.harness.requester(**facts)
        deadline = self.harness.clock.now()
        target = replace(REPLY_TARGET, token="")
        return Draft(
            requester,
            request,
            None,
            target,
            deadline,
            shown_to_moderators=shown_to_moderators,
        )

    async def hold(self, **options: Any) -> int:  # noqa: ANN401 - of `draft`
        """Hold a request, and return its job id."""
        draft = self.draft(**options)
        assert await self.holding.hold(draft, VERDICT) is not None
        return draft.requester.job_id

    async def is_asked(self, requester: Requester) -> bool:
        """Tell whether a private request is answered with the question for consent."""
        try:
            await self.harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
        except ConsentNeeded as needed:
            return needed.guild_id == GUILD
        return False
