"""Texts are judged by the filter, and what they break is recorded once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import StorageFailed, TextRefused
from bot.policy.limits.effective import Spot
from bot.policy.moderation.filter import Effect, Step
from bot.policy.moderation.log import EntryKind, LogSettings
from bot.service.moderation.text_check import Author
from testkit.fakes import FORBIDDEN_BY_OPERATOR
from tests.service.failing_stores import Failing
from tests.service.moderation.filtered import change_filter, entries, offenses, set_log, set_rule
from tests.service.service_harness import CATEGORY, CHANNEL, GUILD, SPOT, ServiceHarness

MIA = Author(500, 1, SPOT)
TEXT = "a badger"
HOUR = timedelta(hours=1)


async def _refused(
    harness: ServiceHarness, text: str = TEXT, *, author: Author = MIA, is_offense: bool = True
) -> TextRefused:
    with pytest.raises(TextRefused) as refusal:
        await harness.text_check.check_shown(author, text, is_offense=is_offense)
    return refusal.value


async def test_getting_ready_prepares_the_filter(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[str] = []

    async def prepare() -> None:
        prepared.append("filter")

    monkeypatch.setattr(harness.text_filter, "prepare", prepare)
    await harness.text_check.prepare()
    assert prepared == ["filter"]


class TestRefusals:
    async def test_a_text_without_hits_passes(self, harness: ServiceHarness) -> None:
        await harness.text_check.check_shown(MIA, TEXT, "")
        await set_rule(harness)
        await harness.text_check.check_shown(MIA, "a fox", "")
        await harness.text_check.check_shown(MIA, "", "")
        assert await offenses(harness) == 0

    async def test_several_texts_are_checked_as_one(self, harness: ServiceHarness) -> None:
        await set_rule(harness)
        with pytest.raises(TextRefused):
            await harness.text_check.check_shown(MIA, "a fox", TEXT)
        assert await offenses(harness) == 1

    async def test_the_servers_own_message_is_told_and_the_rule_only_if_it_wants_that(
        self, harness: ServiceHarness
    ) -> None:
        rule = await set_rule(harness)
        error = await _refused(harness)
        assert (error.message, error.rule, error.is_operators) == ("", None, False)
        told = replace(rule, message="Be kind.")
        await change_filter(harness, lambda it: replace(it, rules=(told,), names_rules=True))
        error = await _refused(harness)
        assert (error.message, error.rule) == ("Be kind.", "refuse")

    async def test_the_error_never_contains_the_word(self, harness: ServiceHarness) -> None:
        await set_rule(harness)
        error = await _refused(harness)
        assert "badger" not in repr(vars(error))

    @pytest.mark.parametrize("effect", [Effect.REFUSE, Effect.ALERT, Effect.HOLD])
    async def test_a_shown_text_cannot_wait_so_it_is_refused(
        self, harness: ServiceHarness, effect: Effect
    ) -> None:
        await set_log(harness)
        await set_rule(harness, effect)
        await _refused(harness)
        posted = await entries(harness)
        assert len(posted) == (0 if effect is Effect.REFUSE else 1)
        assert await offenses(harness) == 1

    async def test_a_text_that_is_only_logged_passes(self, harness: ServiceHarness) -> None:
        await set_log(harness)
        await set_rule(harness, Effect.LOG)
        await harness.text_check.check_shown(MIA, TEXT)
        [entry] = await entries(harness)
        assert (entry.kind, entry.rule, entry.text) == (EntryKind.HIT, "log", TEXT)
        assert await offenses(harness) == 0


class TestExemptions:
    @pytest.mark.parametrize(
        "changes",
        [
            {"exempt_roles": frozenset({7})},
            {"exempt_channels": frozenset({CHANNEL})},
            {"exempt_channels": frozenset({CATEGORY})},
        ],
    )
    async def test_a_role_a_channel_or_its_category_is_exempt(
        self, harness: ServiceHarness, changes: dict[str, frozenset[int]]
    ) -> None:
        rule = await set_rule(harness)
        spot = replace(SPOT, role_ids=frozenset({7}))
        exempt = replace(rule, exempt_roles=changes.get("exempt_roles", frozenset()))
        exempt = replace(exempt, exempt_channels=changes.get("exempt_channels", frozenset()))
        await change_filter(harness, lambda it: replace(it, rules=(exempt,)))
        await harness.text_check.check_shown(replace(MIA, spot=spot), TEXT)
        elsewhere = Author(501, 1, Spot(GUILD, CHANNEL + 1))
        await _refused(harness, author=elsewhere)

    async def test_no_one_is_exempt_from_the_operators_rules(self, harness: ServiceHarness) -> None:
        await set_log(harness)
        everyone = frozenset({CHANNEL})
        await change_filter(harness, lambda it: replace(it, exempt_channels=everyone))
        error = await _refused(harness, FORBIDDEN_BY_OPERATOR)
        assert error.is_operators
        [entry] = await entries(harness)
        assert entry.rule == "operator's rule"

    async def test_outside_of_servers_only_the_operators_rules_hold(
        self, harness: ServiceHarness
    ) -> None:
        await set_rule(harness)
        dm = Author(502, 1, Spot())
        await harness.text_check.check_shown(dm, TEXT)
        error = await _refused(harness, FORBIDDEN_BY_OPERATOR, author=dm)
        assert error.is_operators
        assert await entries(harness) == []


class TestRecords:
    async def test_an_entry_has_the_member_the_place_the_rule_and_the_text(
        self, harness: ServiceHarness
    ) -> None:
        await set_log(harness)
        await set_rule(harness, Effect.ALERT)
        await _refused(harness, f"{TEXT} {'x' * 5_000}")
        [entry] = await entries(harness)
        assert (entry.user_id, entry.channel_id, entry.job_id) == (1, CHANNEL, 500)
        assert (entry.rule, entry.action) == ("alert", "alert")
        assert entry.text.startswith(TEXT)
        assert len(entry.text) == 4_000

    async def test_the_text_of_a_private_request_is_shown_only_with_consent(
        self, harness: ServiceHarness
    ) -> None:
        await set_log(harness, LogSettings(77, shows_private=True))
        await set_rule(harness, Effect.ALERT)
        private = replace(MIA, is_private=True)
        await _refused(harness, author=private)
        [entry] = await entries(harness)
        assert (entry.text, entry.is_private) == ("", False)
        await harness.stores.consents.add(GUILD, 1, now=harness.clock.now())
        await _refused(harness, author=private)
        [entry] = await entries(harness)
        assert (entry.text, entry.is_private) == (TEXT, True)

    async def test_a_text_is_hidden_while_consents_cannot_be_read(
        self, harness: ServiceHarness
    ) -> None:
        await set_log(harness)
        await set_rule(harness, Effect.ALERT)
        _break(harness, consents=Failing(harness.stores.consents, has=1))
        await _refused(harness, author=replace(MIA, is_private=True))
        [entry] = await entries(harness)
        assert entry.text == ""

    async def test_an_interaction_counts_once_however_often_it_arrives(
        self, harness: ServiceHarness
    ) -> None:
        await set_rule(harness)
        for _ in range(3):
            await _refused(harness)
        assert await offenses(harness) == 1

    async def test_a_moderators_own_text_is_refused_and_no_offense(
        self, harness: ServiceHarness
    ) -> None:
        await set_rule(harness)
        await _refused(harness, is_offense=False)
        assert await offenses(harness) == 0

    async def test_a_text_is_refused_even_if_the_offense_cannot_be_stored(
        self, harness: ServiceHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        await set_rule(harness)
        _break(harness, cases=Failing(harness.stores.cases, add_offense=1))
        await _refused(harness)
        assert "an offense was not stored" in caplog.text

    async def test_no_text_passes_while_the_filter_cannot_be_read(
        self, harness: ServiceHarness
    ) -> None:
        _break(harness, filters=Failing(harness.stores.filters, read=1))
        with pytest.raises(StorageFailed):
            await harness.text_check.check_shown(MIA, TEXT)


class TestLadder:
    async def test_enough_offenses_in_the_window_lead_to_a_block(
        self, harness: ServiceHarness
    ) -> None:
        blocked: list[tuple[object, ...]] = []

        async def block(*facts: object) -> None:
            blocked.append(facts)

        harness.text_check.on_ladder = block
        await set_rule(harness)
        step = Step(3, timedelta(minutes=10), HOUR)
        await change_filter(harness, lambda it: replace(it, ladder=(step,)))
        for number in range(2):
            await _refused(harness, author=replace(MIA, event_id=600 + number))
        await _refused(harness, author=replace(MIA, event_id=700, user_id=2))
        harness.clock.advance(minutes=9)
        assert blocked == []
        await _refused(harness, author=replace(MIA, event_id=602))
        assert blocked == [(GUILD, 1, step, CHANNEL)]
        harness.clock.advance(minutes=9)
        await _refused(harness, author=replace(MIA, event_id=603))
        assert len(blocked) == 1

    async def test_without_someone_to_block_members_offenses_are_only_counted(
        self, harness: ServiceHarness
    ) -> None:
        await set_rule(harness)
        await change_filter(harness, lambda it: replace(it, ladder=(Step(1, HOUR, HOUR),)))
        await _refused(harness)
        assert await offenses(harness) == 1


async def test_a_trial_shows_all_hits_and_records_nothing(harness: ServiceHarness) -> None:
    await set_log(harness)
    await set_rule(harness, Effect.ALERT)
    await set_rule(harness, Effect.LOG)
    await change_filter(harness, lambda it: replace(it, exempt_roles=frozenset({7})))
    trial = await harness.text_check.try_out(TEXT, SPOT)
    assert [hit.rule for hit in trial.hits] == ["alert", "log"]
    assert trial.verdict is not None
    assert trial.verdict.effect is Effect.ALERT
    exempt = await harness.text_check.try_out(TEXT, replace(SPOT, role_ids=frozenset({7})))
    assert len(exempt.hits) == 2
    assert exempt.verdict is None
    assert await entries(harness) == []
    assert await offenses(harness) == 0


def _break(harness: ServiceHarness, **ports: Any) -> None:  # noqa: ANN401 - any port
    """Replace some of the stores by failing ones."""
    broken = replace(harness.stores, **ports)
    harness.text_check._stores = broken  # pyright: ignore[reportPrivateUsage] - the harness has no way in
