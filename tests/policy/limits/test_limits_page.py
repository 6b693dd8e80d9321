"""Every worked example of docs/limits.md is what the rules say."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.policy.limits.access import (
    Forbidden,
    ForbiddenChannel,
    RequestedOptions,
    check_channel,
    check_request,
)
from bot.policy.limits.claim import Claim, Count, TooSoon, binding, is_for_grant
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import SPECS, Cap, Limit
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_json import parse_rulebook
from bot.policy.limits.values import expected, format_value, parse_duration, parse_money
from bot.policy.limits.window import Period, ZoneChange, window_at
from bot.settings import load_settings

PAGE = (Path(__file__).parents[3] / "docs" / "limits.md").read_text(encoding="utf-8")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DEFAULTS = load_settings(env_file=None).default_limits

Row = Mapping[str, str]


@dataclass(frozen=True)
class Example:
    """A section of the page: rules, and rows of a table about them."""

    rulebook: Rulebook
    caps: Mapping[Cap, int]
    rows: list[Row]


def _rows(text: str) -> Iterator[Row]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    names, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    for cells in rows:
        yield dict(zip(names, cells, strict=True))


def _example(number: int) -> Example:
    _, _, after = PAGE.partition(f"### Example {number}: ")
    section = re.split(r"^##", after, maxsplit=1, flags=re.MULTILINE)[0]
    found = re.search(r"```json\n(.*?)```", section, re.DOTALL)
    rulebook = parse_rulebook(json.loads(found[1])) if found else Rulebook()
    caps = {
        Cap(name): parse_money(value) if "USD" in name else int(value)
        for name, value in re.findall(r"^([A-Z_]+)=(.+)$", section, re.MULTILINE)
    }
    return Example(rulebook, caps, list(_rows(section)))


def _cases(number: int) -> list[object]:
    example = _example(number)
    return [
        pytest.param(example, row, id=" ".join(cell for cell in row.values() if cell))
        for row in example.rows
    ]


def _spot(row: Row) -> Spot:
    return Spot(
        guild_id=1,
        channel_id=int(row.get("Channel", "0")),
        category_id=int(row.get("Category") or 0) or None,
        is_nsfw=row.get("Age-restricted") == "yes",
        role_ids=frozenset(int(id_) for id_ in row["Roles"].split()),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_example_is_run() -> None:
    numbers = [int(number) for number in re.findall(r"^### Example (\d+):", PAGE, re.MULTILINE)]
    assert numbers == [1, 2, 3, 4, 5]
    assert all(_example(number).rows for number in numbers)


def test_every_limit_is_listed_with_its_values_and_its_default() -> None:
    section = PAGE.partition("## What can be limited")[2].partition("\n## ")[0]
    listed = [tuple(row.values()) for row in _rows(section)]
    assert listed == [
        (
            f"`{limit}`",
            SPECS[limit].summary,
            expected(limit).words,
            format_value(limit, DEFAULTS.get(limit)),
        )
        for limit in Limit
    ]


def test_every_cap_of_the_operator_is_named() -> None:
    section = PAGE.partition("## The operator's hard caps")[2].partition("\n## ")[0]
    assert all(f"`{cap}`" in section for cap in Cap)


@pytest.mark.parametrize(("example", "row"), _cases(1))
def test_the_value_that_holds_is_the_one_that_the_page_says(example: Example, row: Row) -> None:
    limit = Limit(row["Limit"].strip("`"))
    rule = resolve(example.rulebook, _spot(row), DEFAULTS)[limit]
    assert format_value(limit, rule.value) == row["Holds"]
    assert str(rule.origin or "the operator") == row["Set for"]


@pytest.mark.parametrize("row", _example(2).rows, ids=lambda row: f"{row['Chosen']} {row['Now']}")
def test_a_window_is_the_one_that_the_page_says(row: Row) -> None:
    zones = (ZoneChange(row["Chosen"], _instant(row["At"])),) if row["Chosen"] else ()
    found = window_at(_instant(row["Now"]), Period(row["Counts"]), zones)
    assert f"{found.starts_at:%Y-%m-%d %H:%M}" == row["From"]
    assert f"{found.ends_at:%Y-%m-%d %H:%M}" == row["To"]


def _count(claim: Claim, text: str) -> Count:
    keys = {str(counter.rule): counter.key for counter in claim.counters}
    used: dict[str, int] = {}
    free_at = None
    for name, value in re.findall(r"`([^`]+)` ([^,]+)", text):
        if name == Limit.COOLDOWN:
            free_at = NOON + timedelta(seconds=parse_duration(value))
        else:
            used[keys[name]] = parse_money(value) if "usd" in name.lower() else int(value)
    return Count(used, free_at)


def _answer(claim: Claim, count: Count, *, granted: bool) -> tuple[str, str]:
    found = binding(claim, count, now=NOON)
    if granted and is_for_grant(claim, count):
        found = binding(claim.on_grant(), count, now=NOON)
        if found is None:
            return "yes, of the grant", ""
    if found is None:
        return "yes", ""
    if isinstance(found, TooSoon):
        return "`cooldown`", f"{found.retry_at:%Y-%m-%d %H:%M:%S}"
    if found.asked > found.bound.cap:
        return f"`{found.bound.rule}`", "never"
    until = "when a job ends" if found.resets_at is None else f"{found.resets_at:%Y-%m-%d %H:%M}"
    return f"`{found.bound.rule}`", until


@pytest.mark.parametrize(("example", "row"), [*_cases(3), *_cases(4)])
def test_a_command_passes_or_is_refused_by_the_rule_that_the_page_says(
    example: Example, row: Row
) -> None:
    wish = JobSize(
        job_id=1,
        user_id=2,
        spot=_spot(row),
        images=int(row["Images"]),
        micros=parse_money(row["Dollars"]),
        pseudonym="anybody",
    )
    rules = resolve(example.rulebook, wish.spot, DEFAULTS)
    claim = claim_for(wish, example.rulebook, rules, example.caps, now=NOON)
    granted = example.rulebook.event is not None
    answer = _answer(claim, _count(claim, row["Used so far"]), granted=granted)
    assert answer == (row["Answer"], row["Until"])


def _access(example: Example, row: Row) -> str:
    spot = _spot(row)
    rules = resolve(example.rulebook, spot, DEFAULTS)
    model, *more = row["Asks for"].split(", ")
    numbers = {words.split()[1]: int(words.split()[0]) for words in more}
    asked = RequestedOptions(
        model.strip("`"),
        None,
        images=numbers.get("images", 1),
        references=numbers.get("attached", 0),
        private=False,
    )
    found = check_channel(example.rulebook, rules, spot, now=NOON) or check_request(rules, asked)
    if found is None:
        return "yes"
    if isinstance(found, Forbidden):
        return f"`{found.rule.limit}`, set for {found.rule.origin}"
    return "another channel" if isinstance(found, ForbiddenChannel) else "paused"


@pytest.mark.parametrize(("example", "row"), _cases(5))
def test_a_request_is_allowed_or_forbidden_as_the_page_says(example: Example, row: Row) -> None:
    assert _access(example, row) == row["Answer"]
