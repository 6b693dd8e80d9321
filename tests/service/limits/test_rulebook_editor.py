"""Moderators change limits: nothing is lost or overwritten, and every change is an audit entry."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.errors import ChangedMeanwhile, SettingRefused, StorageFailed, StorageFault
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.policy.images.style import MOST_STYLE_LENGTH, MOST_STYLE_NAME_LENGTH, MOST_STYLES
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import (
    MOST_CHANNELS,
    MOST_EXEMPT_ROLES,
    MOST_SCOPES,
    MOST_VALUES,
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.limits.rulebook_json import RulebookInvalid, dump_rulebook, parse_rulebook
from bot.policy.limits.window import ZoneChange
from bot.ports import AuditEntry, Grant, Reserved, Rulebooks, StoredRulebook, Stores
from bot.service.limits.rulebook_editor import RulebookEditor, Seen
from bot.storage.stores import open_stores
from testkit.fakes import START, FakeClock
from testkit.migrated_database import open_migrated

GUILD, ACTOR, OTHER, MEMBER = 1, 50, 51, 60
ROLE = Scope(ScopeKind.ROLE, 5)
DEFAULTS: dict[Limit, Value] = {Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 10}


@pytest.fixture
async def stores() -> AsyncGenerator[Stores]:
    async with open_migrated() as database:
        yield open_stores(database)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def editor(stores: Stores, clock: FakeClock) -> RulebookEditor:
    return _editor(stores, clock)


def _editor(stores: Stores, clock: FakeClock) -> RulebookEditor:
    return RulebookEditor(stores, defaults=DEFAULTS, caps={}, clock=clock)


def _with_scopes(number: int) -> Rulebook:
    limits = {Scope(ScopeKind.ROLE, id_): {Limit.COUNT: 1} for id_ in range(1, number + 1)}
    return Rulebook(limits=limits)


@dataclass
class RacedRulebooks:
    """Rulebooks that another moderator changes between a read and the next write."""

    inner: Rulebooks
    meanwhile: list[Callable[[Rulebook], Rulebook]] = field(
        default_factory=list[Callable[[Rulebook], Rulebook]]
    )

    async def read(self, guild_id: int) -> StoredRulebook:
        stored = await self.inner.read(guild_id)
        if self.meanwhile:
            changed = self.meanwhile.pop(0)(stored.rulebook)
            await self.inner.replace(guild_id, changed, (), version=stored.version, now=START)
        return stored

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)


def _racing(
    stores: Stores, clock: FakeClock, *meanwhile: Callable[[Rulebook], Rulebook]
) -> RulebookEditor:
    slow = RacedRulebooks(stores.rulebooks, list(meanwhile))
    return _editor(replace(stores, rulebooks=slow), clock)


async def _rulebook(editor: RulebookEditor) -> Rulebook:
    return (await editor.read(GUILD)).rulebook


async def _audit(editor: RulebookEditor) -> list[tuple[int, str, str, str]]:
    entries = await editor.history(GUILD)
    return [(entry.actor_id, entry.what, entry.before, entry.after) for entry in entries]


class TestEdit:
    async def test_a_change_is_stored_and_noted_with_who_when_from_and_to(
        self, editor: RulebookEditor, clock: FakeClock
    ) -> None:
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        clock.advance(minutes=1)
        changed = await editor.set_limit(GUILD, OTHER, SERVER, Limit.COOLDOWN, None)
        assert changed == (Difference("cooldown server", "1 min 30 s", "off"),)
        assert (await _rulebook(editor)).own(SERVER) == {Limit.COOLDOWN: None}
        assert [replace(entry, id=0) for entry in await editor.history(GUILD)] == [
            AuditEntry(clock.now(), OTHER, "cooldown server", "1 min 30 s", "off"),
            AuditEntry(START, ACTOR, "cooldown server", "", "1 min 30 s"),
        ]

    async def test_several_changes_are_one_edit_and_several_entries(
        self, editor: RulebookEditor
    ) -> None:
        def change(rulebook: Rulebook) -> Rulebook:
            return replace(rulebook, notices_channel=7, pause=Pause(None, "maintenance"))

        changed = await editor.edit(GUILD, ACTOR, change)
        assert [one.what for one in changed] == ["pause", "notices channel"]
        assert len(await editor.history(GUILD)) == 2
        assert (await editor.read(GUILD)).version == 1

    async def test_what_changes_nothing_is_not_stored(self, editor: RulebookEditor) -> None:
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        assert await editor.set_limit(GUILD, OTHER, SERVER, Limit.COOLDOWN, 90) == ()
        assert await editor.clear_limit(GUILD, OTHER, ROLE, Limit.COOLDOWN) == ()
        assert (await editor.read(GUILD)).version == 1
        assert len(await editor.history(GUILD)) == 1

    async def test_servers_know_nothing_of_each_other(self, editor: RulebookEditor) -> None:
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        assert (await editor.read(2)).rulebook == Rulebook()
        assert await editor.history(2) == ()

    async def test_a_cleared_limit_is_inherited_again(self, editor: RulebookEditor) -> None:
        spot = Spot(guild_id=GUILD, role_ids=frozenset({ROLE.id}))
        await editor.set_limit(GUILD, ACTOR, ROLE, Limit.COOLDOWN, 5)
        set_ = editor.rules(await _rulebook(editor), spot)[Limit.COOLDOWN]
        changed = await editor.clear_limit(GUILD, ACTOR, ROLE, Limit.COOLDOWN)
        cleared = editor.rules(await _rulebook(editor), spot)[Limit.COOLDOWN]
        assert (set_.value, set_.origin) == (5, ROLE)
        assert (cleared.value, cleared.origin) == (60, None)
        assert changed == (Difference("cooldown role:5", "5 s", ""),)

    async def test_history_is_read_page_by_page_the_newest_first(
        self, editor: RulebookEditor
    ) -> None:
        for seconds in (1, 2, 3):
            await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, seconds)
        first = await editor.history(GUILD, limit=2)
        second = await editor.history(GUILD, limit=2, before_id=first[-1].id)
        assert [entry.after for entry in (*first, *second)] == ["3 s", "2 s", "1 s"]


class TestTwoAtOnce:
    async def test_changes_of_different_settings_are_both_kept(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        editor = _racing(stores, clock, lambda rulebook: rulebook.with_limit(ROLE, Limit.COUNT, 2))
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        assert (await _rulebook(editor)).limits == {
            SERVER: {Limit.COOLDOWN: 90},
            ROLE: {Limit.COUNT: 2},
        }

    async def test_many_changes_at_once_are_all_kept_and_noted(
        self, editor: RulebookEditor
    ) -> None:
        limits = [Limit.COOLDOWN, Limit.COUNT, Limit.REFERENCES, Limit.MEMBER_JOBS_AT_ONCE]
        await asyncio.gather(
            *(editor.set_limit(GUILD, ACTOR, SERVER, limit, 1) for limit in limits)
        )
        assert (await _rulebook(editor)).own(SERVER) == dict.fromkeys(limits, 1)
        assert len(await editor.history(GUILD)) == len(limits)

    async def test_the_history_says_from_what_it_really_was_changed(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        editor = _racing(
            stores, clock, lambda rulebook: rulebook.with_limit(SERVER, Limit.COOLDOWN, 30)
        )
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        assert await _audit(editor) == [(ACTOR, "cooldown server", "30 s", "1 min 30 s")]

    @pytest.mark.parametrize("seen", [Seen(None, is_set=False), Seen(90, is_set=True)])
    async def test_a_value_that_another_moderator_set_meanwhile_is_not_overwritten(
        self, editor: RulebookEditor, seen: Seen
    ) -> None:
        await editor.set_limit(GUILD, OTHER, ROLE, Limit.COOLDOWN, 30)
        for change in (
            editor.set_limit(GUILD, ACTOR, ROLE, Limit.COOLDOWN, 10, seen=seen),
            editor.clear_limit(GUILD, ACTOR, ROLE, Limit.COOLDOWN, seen=seen),
        ):
            with pytest.raises(ChangedMeanwhile) as caught:
                await change
            assert (caught.value.setting, caught.value.current) == ("cooldown role:5", "30 s")
        assert (await _rulebook(editor)).own(ROLE) == {Limit.COOLDOWN: 30}

    async def test_off_and_inherited_are_not_seen_as_the_same(self, editor: RulebookEditor) -> None:
        await editor.set_limit(GUILD, OTHER, SERVER, Limit.COOLDOWN, None)
        with pytest.raises(ChangedMeanwhile):
            await editor.set_limit(
                GUILD, ACTOR, SERVER, Limit.COOLDOWN, 10, seen=Seen(None, is_set=False)
            )
        seen = Seen(None, is_set=True)
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 10, seen=seen)
        assert (await _rulebook(editor)).own(SERVER) == {Limit.COOLDOWN: 10}

    async def test_a_change_between_reading_and_writing_is_not_overwritten(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        editor = _racing(
            stores, clock, lambda rulebook: rulebook.with_limit(SERVER, Limit.COOLDOWN, 30)
        )
        with pytest.raises(ChangedMeanwhile):
            await editor.set_limit(
                GUILD, ACTOR, SERVER, Limit.COOLDOWN, 10, seen=Seen(None, is_set=False)
            )
        assert (await _rulebook(editor)).own(SERVER) == {Limit.COOLDOWN: 30}

    async def test_two_who_want_the_same_do_not_disturb_each_other(
        self, editor: RulebookEditor
    ) -> None:
        seen = Seen(None, is_set=False)
        await editor.set_limit(GUILD, OTHER, SERVER, Limit.COOLDOWN, 30, seen=seen)
        assert await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 30, seen=seen) == ()

    async def test_an_edit_that_is_always_overtaken_fails_as_busy(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        def toggle(rulebook: Rulebook) -> Rulebook:
            seconds = rulebook.own(ROLE).get(Limit.COOLDOWN)
            return rulebook.with_limit(ROLE, Limit.COOLDOWN, 1 if seconds == 2 else 2)

        editor = _racing(stores, clock, *[toggle] * 50)
        with pytest.raises(StorageFailed) as caught:
            await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        assert caught.value.fault is StorageFault.BUSY


class TestSizes:
    @pytest.mark.parametrize(
        "rulebook",
        [
            _with_scopes(MOST_SCOPES + 1),
            Rulebook(exempt_roles=frozenset(range(1, MOST_EXEMPT_ROLES + 2))),
            Rulebook(
                channels=ChannelList(ChannelMode.ONLY, frozenset(range(1, MOST_CHANNELS + 2)))
            ),
            Rulebook(pause=Pause(None, "x" * 201)),
            Rulebook(event=Event(101, START)),
            Rulebook(styles={str(number): "x" for number in range(MOST_STYLES + 1)}),
            Rulebook(styles={"x" * (MOST_STYLE_NAME_LENGTH + 1): "x"}),
            Rulebook(styles={"x": "x" * (MOST_STYLE_LENGTH + 1)}),
        ],
    )
    async def test_what_is_more_than_a_server_can_keep_is_refused(
        self, editor: RulebookEditor, rulebook: Rulebook
    ) -> None:
        with pytest.raises(SettingRefused, match=r".*") as caught:
            await editor.edit(GUILD, ACTOR, lambda _: rulebook)
        assert "at most" in caught.value.expected
        assert await _rulebook(editor) == Rulebook()
        assert await editor.history(GUILD) == ()

    async def test_the_most_that_is_kept_can_be_read_again(self, editor: RulebookEditor) -> None:
        most = replace(
            _with_scopes(MOST_SCOPES),
            exempt_roles=frozenset(range(1, MOST_EXEMPT_ROLES + 1)),
            channels=ChannelList(ChannelMode.ONLY, frozenset(range(1, MOST_CHANNELS + 1))),
            pause=Pause(None, "x" * 200),
            event=Event(100, START),
            audiences=dict.fromkeys(DEFAULT_AUDIENCES, Audience.NO_ONE),
            remixes_others=False,
            styles={
                f"{number:x>{MOST_STYLE_NAME_LENGTH}}": "y" * MOST_STYLE_LENGTH
                for number in range(MOST_STYLES)
            },
        )
        await editor.edit(GUILD, ACTOR, lambda _: most)
        assert await _rulebook(editor) == most
        assert parse_rulebook(dump_rulebook(most)) == most


class TestImages:
    async def test_buttons_styles_and_the_remixing_of_others_are_kept_and_noted(
        self, editor: RulebookEditor
    ) -> None:
        wanted = Rulebook(
            audiences={Action.EDIT: Audience.AUTHOR},
            remixes_others=False,
            styles={"dreamy": "soft light"},
        )
        await editor.edit(GUILD, ACTOR, lambda _: wanted)
        assert await _rulebook(editor) == wanted
        assert await _audit(editor) == [
            (ACTOR, "style “dreamy”", "", "soft light"),
            (ACTOR, "button edit", "", "author only"),
            (ACTOR, "remixing others", "allowed", "forbidden"),
        ]

    async def test_a_style_can_be_added_while_another_moderator_adds_one(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        def with_style(name: str) -> Callable[[Rulebook], Rulebook]:
            return lambda rulebook: replace(rulebook, styles={**rulebook.styles, name: "x"})

        editor = _racing(stores, clock, with_style("first"))
        await editor.edit(GUILD, ACTOR, with_style("second"))
        assert (await _rulebook(editor)).styles == {"first": "x", "second": "x"}

    async def test_an_import_replaces_them_as_well(self, editor: RulebookEditor) -> None:
        before = Rulebook(remixes_others=False, styles={"dreamy": "soft light"})
        await editor.edit(GUILD, ACTOR, lambda _: before)
        await editor.import_rulebook(GUILD, ACTOR, parse_rulebook({"version": 1}), version=1)
        assert await _rulebook(editor) == Rulebook()


class TestImport:
    async def test_it_replaces_what_was_set(self, editor: RulebookEditor) -> None:
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        imported = Rulebook(exempt_roles=frozenset({ROLE.id}))
        changed = await editor.import_rulebook(GUILD, ACTOR, imported, version=1)
        assert await _rulebook(editor) == imported
        assert [one.what for one in changed] == ["cooldown server", "exempt roles"]

    async def test_what_is_already_so_is_not_stored(self, editor: RulebookEditor) -> None:
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COOLDOWN, 90)
        same = await _rulebook(editor)
        assert await editor.import_rulebook(GUILD, ACTOR, same, version=1) == ()
        assert (await editor.read(GUILD)).version == 1

    async def test_it_is_refused_when_the_shown_difference_is_no_longer_true(
        self, editor: RulebookEditor
    ) -> None:
        await editor.set_limit(GUILD, OTHER, SERVER, Limit.COOLDOWN, 90)
        with pytest.raises(ChangedMeanwhile) as caught:
            await editor.import_rulebook(GUILD, ACTOR, Rulebook(), version=0)
        assert caught.value.setting == "limits"
        assert (await _rulebook(editor)).own(SERVER) == {Limit.COOLDOWN: 90}

    async def test_it_is_refused_when_another_change_is_faster_at_the_last_moment(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        def change(rulebook: Rulebook) -> Rulebook:
            return rulebook.with_limit(SERVER, Limit.COOLDOWN, 30)

        editor = _racing(stores, clock, change)
        with pytest.raises(ChangedMeanwhile):
            await editor.import_rulebook(GUILD, ACTOR, _with_scopes(1), version=0)
        assert (await _rulebook(editor)).own(SERVER) == {Limit.COOLDOWN: 30}

    async def test_a_file_names_no_moderators(self, editor: RulebookEditor) -> None:
        await editor.edit(GUILD, ACTOR, lambda rulebook: replace(rulebook, moderator_role=7))
        imported = Rulebook(moderator_role=8, notices_channel=9)
        changed = await editor.import_rulebook(GUILD, ACTOR, imported, version=1)
        assert [one.what for one in changed] == ["notices channel"]
        assert (await _rulebook(editor)).moderator_role == 7

    async def test_its_time_zone_counts_from_the_next_window_on(
        self, editor: RulebookEditor
    ) -> None:
        long_ago = ZoneChange("Asia/Tokyo", START - timedelta(days=900))
        changed = await editor.import_rulebook(GUILD, ACTOR, Rulebook(zones=(long_ago,)), version=0)
        assert changed == (Difference("zone", "", "Asia/Tokyo"),)
        assert (await _rulebook(editor)).zones == (ZoneChange("Asia/Tokyo", START),)

    async def test_a_file_without_a_time_zone_leaves_the_present_one(
        self, editor: RulebookEditor
    ) -> None:
        zones = (ZoneChange("Asia/Tokyo", START),)
        await editor.edit(GUILD, ACTOR, lambda rulebook: replace(rulebook, zones=zones))
        assert editor.merged(await _rulebook(editor), Rulebook()).zones == zones


class TestMembers:
    async def _reserve(self, stores: Stores, job_id: int, cap: int | None = None) -> object:
        spot = Spot(guild_id=GUILD, channel_id=3)
        rulebook = (await stores.rulebooks.read(GUILD)).rulebook
        editor = _editor(stores, FakeClock())
        caps = {} if cap is None else {Cap.CAP_USER_IMAGES_PER_DAY: cap}
        size = JobSize(job_id, MEMBER, spot, 1, 5, stores.members.pseudonym(MEMBER))
        rules = editor.rules(rulebook, spot)
        claim = claim_for(size, rulebook, rules, caps, now=START)
        return await stores.ledger.reserve(claim, now=START)

    async def test_a_reset_refunds_images_and_cooldown_at_once(
        self, stores: Stores, editor: RulebookEditor
    ) -> None:
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.MEMBER_IMAGES_PER_DAY, 1)
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.MEMBER_JOBS_AT_ONCE, None)
        assert isinstance(await self._reserve(stores, 1), Reserved)
        assert not isinstance(await self._reserve(stores, 2), Reserved)
        await editor.reset(GUILD, ACTOR, MEMBER)
        assert isinstance(await self._reserve(stores, 3), Reserved)

    async def test_a_reset_frees_from_no_cap_of_the_operator_and_from_no_dollars(
        self, stores: Stores, editor: RulebookEditor
    ) -> None:
        await self._reserve(stores, 1)
        await editor.reset(GUILD, ACTOR, MEMBER)
        found = await self._reserve(stores, 2, cap=1)
        assert not isinstance(found, Reserved)
        reserved = await self._reserve(stores, 3, cap=2)
        assert isinstance(reserved, Reserved)
        dollars = {used for key, used in reserved.used.items() if ":micros:" in key}
        assert dollars == {10}

    async def test_a_reset_counts_days_in_the_servers_zone(
        self, stores: Stores, editor: RulebookEditor, clock: FakeClock
    ) -> None:
        zones = (ZoneChange("Asia/Tokyo", START - timedelta(days=90)),)
        await editor.edit(GUILD, ACTOR, lambda rulebook: replace(rulebook, zones=zones))
        await editor.set_limit(GUILD, ACTOR, SERVER, Limit.MEMBER_IMAGES_PER_DAY, 1)
        await self._reserve(stores, 1)
        await editor.reset(GUILD, ACTOR, MEMBER)
        assert isinstance(await self._reserve(stores, 2), Reserved)

    async def test_a_grant_replaces_the_one_before(
        self, stores: Stores, editor: RulebookEditor
    ) -> None:
        until = START + timedelta(days=3)
        await editor.grant(GUILD, ACTOR, MEMBER, 20, until)
        await editor.grant(GUILD, OTHER, MEMBER, 5, until)
        assert await stores.members.grant(GUILD, MEMBER) == Grant(5, 0, until)

    async def test_both_are_noted(self, editor: RulebookEditor) -> None:
        until = START + timedelta(days=3)
        await editor.grant(GUILD, ACTOR, MEMBER, 20, until)
        await editor.grant(GUILD, ACTOR, MEMBER, 5, until)
        await editor.reset(GUILD, OTHER, MEMBER)
        twenty, five = (f"{n} images until 2026-11-25 12:00 UTC" for n in (20, 5))
        assert await _audit(editor) == [
            (OTHER, "reset user:60", "", ""),
            (ACTOR, "grant user:60", twenty, five),
            (ACTOR, "grant user:60", "", twenty),
        ]

    async def test_nothing_is_granted_without_an_audit_entry(
        self, stores: Stores, clock: FakeClock
    ) -> None:
        class Full(RacedRulebooks):
            async def note(self, guild_id: int, entry: AuditEntry) -> None:
                raise StorageFailed(StorageFault.FULL)

        full = Full(stores.rulebooks)
        editor = _editor(replace(stores, rulebooks=full), clock)
        with pytest.raises(StorageFailed):
            await editor.grant(GUILD, ACTOR, MEMBER, 20, START + timedelta(days=3))
        assert await stores.members.grant(GUILD, MEMBER) is None


async def test_every_edit_can_be_taken_by_all_that_read_it(
    editor: RulebookEditor,
) -> None:
    values: Sequence[tuple[Limit, Value]] = (
        (Limit.MODELS, frozenset({"a/b", "c/d"})),
        (Limit.NSFW, frozenset({"nsfw"})),
        (Limit.PRIVATE, 0),
        (Limit.SERVER_USD_PER_DAY, 1),
    )
    for limit, value in values:
        await editor.set_limit(GUILD, ACTOR, ROLE, limit, value)
    assert (await _rulebook(editor)).own(ROLE) == dict(values)


async def test_the_settings_of_a_server_that_was_left_are_purged_unless_the_bot_rejoins(
    editor: RulebookEditor, stores: Stores, clock: FakeClock
) -> None:
    await editor.set_limit(GUILD, ACTOR, SERVER, Limit.COUNT, 1)
    await editor.set_presence(GUILD, is_member=False)
    clock.advance(days=1)
    await editor.set_presence(GUILD, is_member=True)
    await stores.rulebooks.purge(left_before=clock.now())
    assert (await editor.read(GUILD)).rulebook.own(SERVER) == {Limit.COUNT: 1}
    await editor.set_presence(GUILD, is_member=False)
    clock.advance(days=1)
    await stores.rulebooks.purge(left_before=clock.now())
    assert (await editor.read(GUILD)).version == 0


async def test_joins_and_leaves_of_our_servers_while_disconnected_are_recorded(
    editor: RulebookEditor, stores: Stores, clock: FakeClock
) -> None:
    left, joined, others = 2, 3, 5
    for guild_id in (left, joined, others):
        await editor.set_limit(guild_id, ACTOR, SERVER, Limit.COUNT, 1)
    await editor.set_presence(joined, is_member=False)
    clock.advance(hours=1)
    await editor.sync_presence({joined}, is_ours=lambda guild_id: guild_id != others)
    presence = await stores.rulebooks.presence()
    assert presence == {left: clock.now(), joined: None, others: None}


async def test_more_values_than_can_be_read_at_every_click_are_refused(
    editor: RulebookEditor,
) -> None:
    scopes = [Scope(ScopeKind.ROLE, number) for number in range(1, MOST_SCOPES + 1)]
    own: dict[Limit, Value] = {Limit.COUNT: 1, Limit.REFERENCES: 1, Limit.PRIVATE: 0}
    too_many = Rulebook(dict.fromkeys(scopes, own))
    assert too_many.values > MOST_VALUES
    with pytest.raises(SettingRefused):
        await editor.edit(GUILD, ACTOR, lambda _: too_many)
    with pytest.raises(RulebookInvalid) as refusal:
        parse_rulebook(dump_rulebook(too_many))
    assert refusal.value.problems == (
        "limits: should be at most 500 values in all places together",
    )
