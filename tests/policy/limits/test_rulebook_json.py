"""A rulebook survives being written as JSON, and no file can do harm."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.actions import Action, Audience
from bot.policy.limits.limit import Limit
from bot.policy.limits.limits_json import parse_scope
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.policy.limits.rulebook_json import RulebookInvalid, dump_rulebook, parse_rulebook
from bot.policy.limits.window import ZoneChange
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic
from testkit.fakes import START
from tests.policy.rulebook_strategies import RULEBOOKS, SCOPES

WHOLE = Rulebook(
    limits={
        SERVER: {
            Limit.COOLDOWN: 90,
            Limit.MEMBER_IMAGES_PER_DAY: None,
            Limit.SERVER_USD_PER_DAY: 2_500_000,
            Limit.SIZES: frozenset({"2K", "1K"}),
            Limit.PRIVATE: 0,
            Limit.NSFW: frozenset({"other"}),
        },
        Scope(ScopeKind.ROLE, 123): {Limit.COOLDOWN: 0},
    },
    exempt_roles=frozenset({9, 8}),
    channels=ChannelList(ChannelMode.ONLY, frozenset({5})),
    zones=(ZoneChange("Europe/Berlin", START),),
    pause=Pause(None, "maintenance"),
    event=Event(2, datetime(2026, 11, 29, 23, tzinfo=UTC)),
    notices_channel=77,
    moderator_role=66,
    audiences={Action.LARGER: Audience.NO_ONE, Action.EDIT: Audience.AUTHOR},
    remixes_others=False,
    styles={"pixel art": "crisp pixels", "dreamy": "soft light"},
    language="pt-BR",
    moderation=ModerationSettings(LogSettings(55, frozenset({Topic.REPORTS})), 30),
)
WRITTEN: dict[str, object] = {
    "version": 1,
    "limits": {
        "role:123": {"cooldown": 0},
        "server": {
            "cooldown": 90,
            "member-images-per-day": "off",
            "server-usd-per-day": "2.50",
            "sizes": ["1K", "2K"],
            "private": "forbidden",
            "nsfw": "never in age-restricted channels",
        },
    },
    "exempt-roles": ["8", "9"],
    "channels": {"mode": "only", "ids": ["5"]},
    "zones": [{"zone": "Europe/Berlin", "asked-at": "2026-11-22T12:00:00+00:00"}],
    "pause": {"until": None, "reason": "maintenance"},
    "event": {"factor": 2, "until": "2026-11-29T23:00:00+00:00"},
    "notices-channel": "77",
    "moderator-role": "66",
    "audiences": {"edit": "author", "larger": "nobody"},
    "remixes-others": False,
    "styles": {"dreamy": "soft light", "pixel art": "crisp pixels"},
    "language": "pt-BR",
    "moderation": {
        "log-channel": "55",
        "log-topics": ["reports"],
        "log-private": False,
        "warning-days": 30,
    },
}

TOO_MUCH: list[tuple[dict[str, object], str]] = [
    ({"limits": {f"role:{number}": {} for number in range(1, 202)}}, "limits"),
    ({"exempt-roles": list(range(1, 52))}, "exempt-roles"),
    ({"channels": {"ids": list(range(1, 102))}}, "channels.ids"),
    ({"zones": [{}] * 51}, "zones"),
    ({"pause": {"reason": "x" * 201}}, "pause.reason"),
    ({"limits": {"server": {str(number): 1 for number in range(1001)}}}, "limits.server"),
    ({"limits": {"server": {"sizes": [str(n) for n in range(26)]}}}, "limits.server.sizes"),
    ({"limits": {"server": {"sizes": ["x" * 101]}}}, "limits.server.sizes"),
    ({"limits": {"server": {"count": 11}}}, "limits.server.count"),
    ({"styles": {str(number): "x" for number in range(51)}}, "styles"),
    ({"styles": {"x" * 33: "x"}}, "styles." + "x" * 33),
    ({"styles": {"x": "x" * 301}}, "styles.x"),
    ({"event": {"factor": 101, "until": "2026-11-22T12:00Z"}}, "event.factor"),
]

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=8,
)


def _problems(data: object) -> tuple[str, ...]:
    with pytest.raises(RulebookInvalid) as caught:
        parse_rulebook(data)
    return caught.value.problems


class TestWriting:
    def test_a_file_says_what_people_say(self) -> None:
        assert dump_rulebook(WHOLE) == WRITTEN

    def test_the_same_rulebook_is_always_the_same_text(self) -> None:
        turned = Rulebook(limits=dict(reversed(list(WHOLE.limits.items()))))
        whole = Rulebook(limits=WHOLE.limits)
        assert json.dumps(dump_rulebook(turned)) == json.dumps(dump_rulebook(whole))

    @given(RULEBOOKS)
    def test_every_rulebook_comes_back_as_it_was(self, rulebook: Rulebook) -> None:
        text = json.dumps(dump_rulebook(rulebook), allow_nan=False)
        assert parse_rulebook(json.loads(text)) == rulebook

    def test_what_came_later_is_written_only_where_it_is_set(self) -> None:
        newer = {"audiences", "remixes-others", "styles", "language", "moderation"}
        assert not newer & set(dump_rulebook(Rulebook()))


class TestReading:
    def test_the_error_lists_its_problems_for_the_log(self) -> None:
        with pytest.raises(RulebookInvalid, match=r"an object in { }; version: should be 1"):
            parse_rulebook([])

    def test_what_is_missing_is_not_set(self) -> None:
        assert parse_rulebook({"version": 1}) == Rulebook()

    @pytest.mark.parametrize(
        ("name", "written", "value"),
        [
            ("cooldown", "1m30s", 90),
            ("cooldown", 90.0, 90),
            ("member-usd-per-day", 0.5, 500_000),
            ("member-usd-per-day", 0.00001, 10),
            ("member-usd-per-day", 2, 2_000_000),
            ("member-usd-per-day", "$2", 2_000_000),
            ("count", "off", None),
            ("sizes", "1K, 2K", frozenset({"1K", "2K"})),
            ("sizes", [], frozenset[str]()),
            ("nsfw", "only", frozenset({"nsfw"})),
        ],
    )
    def test_a_value_may_be_written_as_it_is_typed(
        self, name: str, written: object, value: object
    ) -> None:
        read = parse_rulebook({"version": 1, "limits": {"server": {name: written}}})
        assert read.own(SERVER) == {Limit(name): value}

    def test_ids_may_be_numbers(self) -> None:
        assert parse_rulebook({"version": 1, "exempt-roles": [5, "6"]}).exempt_roles == {5, 6}

    def test_times_in_other_zones_become_utc(self) -> None:
        pause = {"until": "2026-11-22T13:00:00+01:00"}
        read = parse_rulebook({"version": 1, "pause": pause})
        assert read.pause == Pause(START)
        assert '"2026-11-22T12:00:00+00:00"' in json.dumps(dump_rulebook(read))

    def test_one_place_written_in_two_ways_is_one_place(self) -> None:
        limits = {"role:5": {"count": 1}, "role:05": {"cooldown": 2}}
        own = parse_rulebook({"version": 1, "limits": limits}).own(Scope(ScopeKind.ROLE, 5))
        assert own == {Limit.COUNT: 1, Limit.COOLDOWN: 2}

    def test_all_mistakes_are_found_at_once_each_with_its_place(self) -> None:
        assert _problems(
            {
                "version": 2,
                "limit": {},
                "limits": {"sever": {}, "server": {"cooldown": "soon", "colldown": 5}, "role:1": 5},
                "exempt-roles": ["x"],
                "channels": {"mode": "some", "ids": "all"},
                "zones": [{"zone": "Berlin", "asked-at": "2026-11-22"}],
                "pause": {"until": "later", "reason": 5},
                "event": {"factor": 1},
                "notices-channel": "#art",
                "moderator-role": -1,
            }
        ) == (
            "the file: has the unknown entry limit",
            "version: should be 1",
            "limits.sever: should be named as a place, such as server, channel:123 or role:123",
            "limits.server: has the unknown entry colldown",
            "limits.server.cooldown: should be a time up to 30 days, or off, such as 90s",
            "limits.role:1: should be an object in { }",
            'exempt-roles.0: should be an id in quotes, such as "123"',
            "channels.mode: should be one of anywhere, only, except",
            "channels.ids: should be a list in [ ]",
            "zones.0.zone: should be a time zone such as Europe/Berlin",
            "zones.0.asked-at: should be a time such as 2026-11-30T18:00:00+00:00",
            "pause.reason: should be text of at most 200 characters",
            "pause.until: should be a time such as 2026-11-30T18:00:00+00:00",
            "event.factor: should be a number above 1, at most 100",
            "event.until: should be a time such as 2026-11-30T18:00:00+00:00",
            'notices-channel: should be an id in quotes, such as "123"',
            'moderator-role: should be an id in quotes, such as "123"',
        )

    @pytest.mark.parametrize(
        ("data", "place"),
        TOO_MUCH,
    )
    def test_what_is_too_much_is_refused(self, data: dict[str, object], place: str) -> None:
        (problem,) = _problems({"version": 1, **data})
        assert problem.startswith(f"{place}: should be ")

    @pytest.mark.parametrize(
        "value",
        [
            None,
            True,
            -1,
            1.5,
            float("nan"),
            float("inf"),
            1e300,
            pytest.param(10**5000, id="huge"),
            pytest.param("9" * 100_000, id="long"),
            "\0",
            [],
            {},
            [["x"]],
            [None],
        ],
    )
    @pytest.mark.parametrize("name", ["cooldown", "count", "private", "nsfw"])
    def test_a_value_of_the_wrong_kind_is_refused(self, name: str, value: object) -> None:
        (problem,) = _problems({"version": 1, "limits": {"server": {name: value}}})
        assert problem.startswith(f"limits.server.{name}: should be ")

    @pytest.mark.parametrize("names", [[1], [None], [["1K"]], ["1K, 2K"], [""], {"1K": 1}, True])
    def test_names_are_a_list_of_names(self, names: object) -> None:
        assert len(_problems({"version": 1, "limits": {"server": {"sizes": names}}})) == 1

    @pytest.mark.parametrize(
        "id_", [0, -5, True, 1.0, "", "0", "٣", "1" * 30, 2**63, 10**30, None, [], "1_0"]
    )
    def test_what_is_no_id_is_refused(self, id_: object) -> None:
        assert len(_problems({"version": 1, "exempt-roles": [id_]})) == 1

    @pytest.mark.parametrize(
        "instant", ["2026-11-22T12:00:00", "0001-01-01T00:00:00+14:00", "never", 5, None, []]
    )
    def test_what_is_no_instant_is_refused(self, instant: object) -> None:
        event = {"factor": 2, "until": instant}
        assert len(_problems({"version": 1, "event": event})) == 1

    @pytest.mark.parametrize("value", [None, 0, 1, "false", [], {}])
    def test_a_switch_is_true_or_false(self, value: object) -> None:
        assert _problems({"version": 1, "remixes-others": value}) == (
            "remixes-others: should be true or false",
        )

    @pytest.mark.parametrize("value", ["fi", "", "EN", 5, True, ["de"]])
    def test_an_unknown_language_is_refused(self, value: object) -> None:
        assert _problems({"version": 1, "language": value}) == (
            "language: should be one of en, de, fr, es, pt-BR, ja",
        )

    def test_an_earlier_rulebook_has_no_language_of_its_own(self) -> None:
        assert parse_rulebook({"version": 1, "language": None}).language is None
        assert parse_rulebook({"version": 1, "styles": {"x": "y"}}).language is None

    @pytest.mark.parametrize("audience", [None, True, "", "Author", "@everyone", [], {}])
    def test_what_is_no_audience_is_refused(self, audience: object) -> None:
        assert _problems({"version": 1, "audiences": {"edit": audience}}) == (
            "audiences.edit: should be one of everybody, moderators, author, nobody",
        )

    def test_buttons_that_no_version_has_are_refused(self) -> None:
        (problem,) = _problems({"version": 1, "audiences": {"resell": "nobody"}})
        assert problem == "audiences: has the unknown entry resell"

    def test_styles_are_cleaned_and_names_that_look_alike_are_one(self) -> None:
        styles = {" Pixel\u200b  ART": "crisp\n pixels ", "pixel art": "few colours"}
        read = parse_rulebook({"version": 1, "styles": styles})
        assert read.styles == {"pixel art": "few colours"}
        read = parse_rulebook({"version": 1, "styles": dict([*styles.items()][:1])})
        assert read.styles == {"pixel art": "crisp pixels"}

    @pytest.mark.parametrize(
        ("name", "adds", "problem"),
        [
            (" ", "x", "styles. : should be named with 1 to 32 characters"),
            ("x", "\u200b", "styles.x: should be text of 1 to 300 characters"),
            ("x", None, "styles.x: should be text of 1 to 300 characters"),
            ("x", ["y"], "styles.x: should be text of 1 to 300 characters"),
        ],
    )
    def test_what_is_no_style_is_refused(self, name: str, adds: object, problem: str) -> None:
        assert _problems({"version": 1, "styles": {name: adds}}) == (problem,)

    @pytest.mark.parametrize("zone", ["../../etc/passwd", "/etc/passwd", "localtime", "", None, 5])
    def test_what_is_no_zone_is_refused(self, zone: object) -> None:
        change = {"zone": zone, "asked-at": "2026-11-22T12:00:00Z"}
        assert len(_problems({"version": 1, "zones": [change]})) == 1

    @pytest.mark.parametrize("factor", [1, 0, -2, True, "2", float("nan"), float("inf"), None])
    def test_what_is_no_factor_is_refused(self, factor: object) -> None:
        event = {"factor": factor, "until": "2026-11-22T12:00:00Z"}
        assert len(_problems({"version": 1, "event": event})) == 1

    @pytest.mark.parametrize("version", [0, 2, "1", True, 1.0, None])
    def test_another_version_is_refused(self, version: object) -> None:
        assert _problems({"version": version}) == ("version: should be 1",)

    @pytest.mark.parametrize("data", [None, [], "", 5, True])
    def test_what_is_no_object_is_refused(self, data: object) -> None:
        assert _problems(data)[0] == "the file: should be an object in { }"

    def test_a_problem_repeats_no_more_of_a_name_than_a_line_holds(self) -> None:
        (problem,) = _problems({"version": 1, "\n@everyone" + "x" * 5000: 1})
        assert problem.isprintable()
        assert len(problem) < 100

    @given(_JSON, _JSON)
    def test_no_file_makes_it_fail_otherwise(self, data: object, inner: object) -> None:
        whole = dict.fromkeys(WRITTEN, inner)
        for found in (data, whole, {**WRITTEN, "limits": {"server": inner}}):
            with suppress(RulebookInvalid):
                rulebook = parse_rulebook(found)
                assert parse_rulebook(dump_rulebook(rulebook)) == rulebook


class TestPlaces:
    @given(SCOPES)
    def test_a_place_is_read_by_its_name(self, place: Scope) -> None:
        assert parse_scope(str(place)) == place

    @pytest.mark.parametrize(
        "name", ["", "server:1", "role", "role:", "role:0", "role:x", "planet:1", "role:1:2", 5]
    )
    def test_what_is_no_place_is_refused(self, name: object) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - several reasons, one kind
            parse_scope(name)
