"""What people type becomes a limit, and what they read can be typed again."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.limits.limit import SPECS, Kind, Limit, Value
from bot.policy.limits.values import (
    EXPECTED_UNTIL,
    expected,
    format_duration,
    format_money,
    format_value,
    parse_duration,
    parse_money,
    parse_names,
    parse_until,
    parse_value,
)
from bot.policy.limits.window import time_zones
from testkit.fakes import START
from tests.policy.rulebook_strategies import values

_NUMBERS = {Kind.DURATION, Kind.AMOUNT, Kind.MONEY}


class TestDuration:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            ("90s", 90),
            ("10m", 600),
            ("2h", 7200),
            ("1d", 86_400),
            ("1h30m", 5400),
            ("1d 2h 3m 4s", 93_784),
            ("90", 90),
            ("0", 0),
            (" 5 MIN ", 300),
            ("2 days", 172_800),
            ("0s", 0),
        ],
    )
    def test_it_is_read_in_days_hours_minutes_and_seconds(self, text: str, seconds: int) -> None:
        assert parse_duration(text) == seconds

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "soon",
            "-5",
            "1.5h",
            "5x",
            "30m1h",
            "1h1h",
            "٣",
            "1e3",
            "9" * 10,
            "9" * 5000,
            "5\0",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="not a time"):
            parse_duration(text)

    @pytest.mark.parametrize(
        ("seconds", "text"),
        [
            (0, "0 s"),
            (90, "1 min 30 s"),
            (7200, "2 h"),
            (86_400, "1 day"),
            (30 * 86_400, "30 days"),
            (93_784, "1 day 2 h 3 min 4 s"),
        ],
    )
    def test_it_is_written_in_units(self, seconds: int, text: str) -> None:
        assert format_duration(seconds) == text

    @given(st.integers(0, 10**9))
    def test_what_is_written_can_be_read(self, seconds: int) -> None:
        assert parse_duration(format_duration(seconds)) == seconds


class TestMoney:
    @pytest.mark.parametrize(
        ("text", "micros"),
        [
            ("0.50", 500_000),
            ("$2", 2_000_000),
            ("2 USD", 2_000_000),
            ("2$", 2_000_000),
            (".5", 500_000),
            ("1.", 1_000_000),
            ("0.000001", 1),
            ("0", 0),
        ],
    )
    def test_dollars_are_read_exactly(self, text: str, micros: int) -> None:
        assert parse_money(text) == micros

    @pytest.mark.parametrize(
        "text",
        ["", "$", ".", "free", "-1", "1,50", "1e3", "0.0000001", "nan", "inf", "9" * 10, "€2", "٣"],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="not an amount"):
            parse_money(text)

    @pytest.mark.parametrize(
        ("micros", "text"),
        [(500_000, "$0.50"), (0, "$0.00"), (39_000, "$0.039"), (1, "$0.000001"), (30, "$0.00003")],
    )
    def test_they_are_written_with_the_decimals_they_have(self, micros: int, text: str) -> None:
        assert format_money(micros) == text

    @given(st.integers(0, 10**14))
    def test_what_is_written_can_be_read(self, micros: int) -> None:
        assert parse_money(format_money(micros)) == micros


class TestUntil:
    @pytest.mark.parametrize(
        ("text", "zone", "until"),
        [
            ("2h", "UTC", "2026-11-22 14:00"),
            ("3d", "Asia/Tokyo", "2026-11-25 12:00"),
            ("2026-11-30", "UTC", "2026-12-01 00:00"),
            ("2026-11-30", "Asia/Tokyo", "2026-11-30 15:00"),
            ("2026-11-22", "UTC", "2026-11-23 00:00"),
            ("2026-11-30 18:00", "Europe/Berlin", "2026-11-30 17:00"),
            ("2026-11-30T9:05", "UTC", "2026-11-30 09:05"),
            (" 2026-11-22  12:01 ", "UTC", "2026-11-22 12:01"),
        ],
    )
    def test_it_is_a_time_from_now_or_a_date_in_the_servers_zone(
        self, text: str, zone: str, until: str
    ) -> None:
        expected_at = datetime.fromisoformat(until).replace(tzinfo=UTC)
        assert parse_until(text, now=START, zone=zone) == expected_at

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "0",
            "0s",
            "2026-11-21",
            "2026-11-22 12:00",
            "2025-01-01",
            "2026-02-30",
            "2026-13-01",
            "2026-11-30 24:01",
            "2040-01-01",
            "9999-12-31",
            "0001-01-01",
            "999999999d",
            "tomorrow",
            "2026-11-30 18:00 UTC",
            "٢026-11-30",
        ],
    )
    def test_the_past_what_is_too_far_ahead_and_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - several reasons, one kind
            parse_until(text, now=START, zone="Asia/Tokyo")

    @given(
        st.text(max_size=30), st.datetimes(timezones=st.just(UTC)), st.sampled_from(time_zones())
    )
    def test_no_text_zone_or_year_makes_it_fail_otherwise(
        self, text: str, now: datetime, zone: str
    ) -> None:
        for typed in (text, "2h", "9999-12-31", "0001-01-01 00:00"):
            try:
                until = parse_until(typed, now=now, zone=zone)
            except ValueError:
                continue
            assert timedelta() < until - now <= timedelta(days=3660)

    def test_what_would_do_does(self) -> None:
        assert parse_until(EXPECTED_UNTIL.example, now=START, zone="UTC") > START


class TestValue:
    @pytest.mark.parametrize(
        ("limit", "text", "value"),
        [
            (Limit.COOLDOWN, "90s", 90),
            (Limit.COOLDOWN, "OFF", None),
            (Limit.COOLDOWN, "none", 0),
            (Limit.MEMBER_IMAGES_PER_DAY, " 10 ", 10),
            (Limit.MEMBER_IMAGES_PER_DAY, "none", 0),
            (Limit.MEMBER_USD_PER_DAY, "$0.50", 500_000),
            (Limit.MEMBER_USD_PER_DAY, "100000", 100_000_000_000),
            (Limit.SIZES, "1k, 2K,,512", frozenset({"1K", "2K", "512"})),
            (Limit.MODELS, "Google/Flash , a/b", frozenset({"google/flash", "a/b"})),
            (Limit.MODELS, "None", frozenset[str]()),
            (Limit.MODELS, "off", None),
            (Limit.PRIVATE, "yes", None),
            (Limit.PRIVATE, "No", 0),
            (Limit.PRIVATE, "off", None),
            (Limit.NSFW, "anywhere", None),
            (Limit.NSFW, "off", None),
            (Limit.NSFW, "only", frozenset({"nsfw"})),
            (Limit.NSFW, "never", frozenset({"other"})),
        ],
    )
    def test_it_is_read_as_its_kind_says(self, limit: Limit, text: str, value: Value) -> None:
        assert parse_value(limit, text) == value

    @pytest.mark.parametrize(
        ("limit", "text"),
        [
            (Limit.COOLDOWN, "31d"),
            (Limit.COOLDOWN, "soon"),
            (Limit.COOLDOWN, ""),
            (Limit.COUNT, "11"),
            (Limit.COUNT, "-1"),
            (Limit.COUNT, "1.5"),
            (Limit.COUNT, "ten"),
            (Limit.MEMBER_USD_PER_DAY, "100000.01"),
            (Limit.MEMBER_USD_PER_DAY, "a lot"),
            (Limit.SIZES, ""),
            (Limit.SIZES, ",,"),
            (Limit.SIZES, "1K, off"),
            (Limit.SIZES, "1K, none"),
            (Limit.SIZES, "x" * 101),
            (Limit.SIZES, "1K\n2K"),
            (Limit.SIZES, ",".join(str(number) for number in range(26))),
            (Limit.PRIVATE, "perhaps"),
            (Limit.PRIVATE, ""),
            (Limit.NSFW, "yes"),
        ],
    )
    def test_what_cannot_be_read_or_is_out_of_range_is_refused(
        self, limit: Limit, text: str
    ) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - several reasons, one kind
            parse_value(limit, text)

    @pytest.mark.parametrize("limit", [limit for limit in Limit if SPECS[limit].kind in _NUMBERS])
    def test_the_highest_value_is_in_range(self, limit: Limit) -> None:
        high = SPECS[limit].high
        assert parse_value(limit, format_value(limit, high)) == high

    @given(st.sampled_from(Limit), st.text(max_size=200))
    def test_no_text_makes_it_fail_otherwise(self, limit: Limit, text: str) -> None:
        try:
            value = parse_value(limit, text)
        except ValueError:
            return
        assert isinstance(value, frozenset | None) or 0 <= value <= SPECS[limit].high

    def test_a_text_of_megabytes_is_refused_at_once(self) -> None:
        for limit in Limit:
            with pytest.raises(ValueError):  # noqa: PT011 - several reasons, one kind
                parse_value(limit, "9" * 5_000_000)

    @given(st.data(), st.sampled_from(Limit))
    def test_what_is_written_can_be_read(self, data: st.DataObject, limit: Limit) -> None:
        value = data.draw(values(limit))
        assert parse_value(limit, format_value(limit, value)) == value

    @pytest.mark.parametrize(
        ("limit", "value", "text"),
        [
            (Limit.COOLDOWN, 90, "1 min 30 s"),
            (Limit.COOLDOWN, None, "off"),
            (Limit.MEMBER_IMAGES_PER_DAY, 10, "10"),
            (Limit.MEMBER_IMAGES_PER_DAY, 0, "none"),
            (Limit.MEMBER_USD_PER_DAY, 500_000, "$0.50"),
            (Limit.SIZES, frozenset({"2K", "1K"}), "1K, 2K"),
            (Limit.SIZES, frozenset[str](), "none"),
            (Limit.PRIVATE, 0, "forbidden"),
            (Limit.PRIVATE, None, "allowed"),
            (Limit.NSFW, None, "anywhere"),
            (Limit.NSFW, frozenset({"nsfw"}), "only age-restricted channels"),
            (Limit.NSFW, frozenset({"other"}), "never in age-restricted channels"),
            (Limit.NSFW, frozenset({"nsfw", "other"}), "anywhere"),
        ],
    )
    def test_it_is_written_as_people_read_it(self, limit: Limit, value: Value, text: str) -> None:
        assert format_value(limit, value) == text

    @pytest.mark.parametrize("limit", Limit)
    def test_the_example_of_what_would_do_does(self, limit: Limit) -> None:
        parse_value(limit, expected(limit).example)

    def test_what_would_do_names_the_range(self) -> None:
        assert expected(Limit.COOLDOWN).words == "a time up to 30 days, or off"
        assert "100,000" in expected(Limit.MEMBER_USD_PER_DAY).words


@pytest.mark.parametrize("names", [[""], ["a,b"], ["OFF"], ["none"], ["\u202e"], ["x" * 101]])
def test_a_name_that_could_not_be_read_back_is_refused(names: list[str]) -> None:
    with pytest.raises(ValueError, match="not names"):
        parse_names(Limit.MODELS, names)


@pytest.mark.parametrize("limit", Limit)
@pytest.mark.parametrize(
    "text",
    ["1d" + " " * 4000 + "x", " " * 4000 + "1" + " " * 4000, "$" + " " * 4000, "a," * 4000],
)
def test_a_value_of_any_length_is_read_or_refused_at_once(limit: Limit, text: str) -> None:
    began = time.perf_counter()
    with suppress(ValueError):
        parse_value(limit, text)
    with suppress(ValueError):
        parse_until(text, now=START, zone="UTC")
    assert time.perf_counter() - began < 0.01


def test_what_follows_a_time_is_never_left_out() -> None:
    with pytest.raises(ValueError, match="not a time"):
        parse_until("2026-11-30" + " " * 26 + "18:00 or so", now=START, zone="UTC")
