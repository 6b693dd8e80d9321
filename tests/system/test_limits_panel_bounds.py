"""The panel, its forms and its custom ids are within Discord's limits.

https://docs.discord.com/developers/components/reference, read 2026-11-22
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.components import validate_modal, walk_components

from bot.errors import Outdated
from bot.i18n import ENGLISH
from bot.policy.images.model import Model
from bot.policy.limits.effective import Rule
from bot.policy.limits.limit import MOST_NAME_LENGTH, SPECS, Kind, Limit, Value
from bot.policy.limits.rulebook import SERVER, Scope, ScopeKind
from bot.service.limits.rulebook_editor import Seen
from cogs.limits.panel.form import LimitForm, Question
from cogs.limits.panel.render import Page, panel_view
from cogs.limits.panel.state import (
    MAX_CUSTOM_ID,
    TEMPLATE,
    PanelAction,
    PanelState,
    fingerprint,
    read_click,
)
from cogs.limits.panel.table import Row
from testkit.fakes import FakeModels

MAX_COMPONENTS = 40
MAX_TEXT = 4000
MAX_OPTIONS = 25
LARGEST_ID = 2**64 - 1

#: Every limit is set, with the longest value.
NAMES = frozenset(f"{number:02}{'*' * (MOST_NAME_LENGTH - 2)}" for number in range(25))


def _longest(limit: Limit) -> Value:
    spec = SPECS[limit]
    match spec.kind:
        case Kind.NAMES:
            return NAMES
        case Kind.RATING:
            return frozenset({"other"})
        case Kind.DURATION:
            return spec.high - 1
        case Kind.MONEY:
            return spec.high - 1
        case _:
            return spec.high


def _worst_page(limit: Limit, scope: Scope) -> Page:
    origin = Scope(ScopeKind.CATEGORY, LARGEST_ID)
    table = {
        one: Row(
            one,
            Seen(_longest(one), is_set=True),
            Rule(one, _longest(one), origin),
            Rule(one, _longest(one), scope),
            cap=SPECS[one].high,
        )
        for one in Limit
    }
    return Page(PanelState(scope, limit), table, ENGLISH, note="*" * 5000, typed="🦊" * 4000)


@pytest.mark.parametrize("limit", list(Limit))
@pytest.mark.parametrize("kind", list(ScopeKind))
async def test_the_longest_panel_is_within_what_discord_takes(
    limit: Limit, kind: ScopeKind
) -> None:
    view = panel_view(_worst_page(limit, Scope(kind, LARGEST_ID)))
    parts: list[dict[str, Any]] = list(walk_components(view.to_components()))
    assert len(parts) == view.total_children_count <= MAX_COMPONENTS
    assert view.content_length() <= MAX_TEXT
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id) <= MAX_CUSTOM_ID for custom_id in ids)
    for options in (part["options"] for part in parts if "options" in part):
        assert 1 <= len(options) <= MAX_OPTIONS
        for option in options:
            assert max(len(option["label"]), len(option["description"])) <= 100


class ManyModels(FakeModels):
    """More models than a menu can have."""

    def __init__(self) -> None:
        super().__init__(
            *(Model(f"a/{number}", "x" * 200, sizes=(f"{number}K",)) for number in range(60))
        )


class EmptyModels(FakeModels):
    """No models."""

    def __init__(self) -> None:
        super().__init__()
        self.alive = {}


@pytest.mark.parametrize("limit", list(Limit))
@pytest.mark.parametrize("models", [ManyModels(), EmptyModels()])
async def test_the_longest_form_is_within_what_discord_takes(
    limit: Limit, models: FakeModels
) -> None:
    page = _worst_page(limit, SERVER)

    async def submit(_interaction: object, _text: str) -> None: ...

    nothing = Rule(limit, None, None)

    for row in (page.table[limit], Row(limit, Seen(None, is_set=False), nothing, nothing)):
        question = Question(Scope(ScopeKind.ROLE, LARGEST_ID), row, ENGLISH, "x" * 30)
        form = LimitForm(question, models, submit)
        validate_modal(form.to_dict())
        assert form.timeout, "a form that is closed would stay in memory"
        form.stop()


SCOPES = st.one_of(
    st.just(SERVER), st.builds(Scope, st.sampled_from(ScopeKind), st.integers(0, LARGEST_ID))
)


@given(scope=SCOPES, limit=st.none() | st.sampled_from(Limit), tail=st.text(max_size=200))
def test_a_custom_id_reads_back_and_is_never_too_long(
    scope: Scope, limit: Limit | None, tail: str
) -> None:
    for action in PanelAction:
        custom_id = PanelState(scope, limit).custom_id(action, tail)
        match = TEMPLATE.fullmatch(custom_id)
        assert match is not None
        click = read_click(match)
        assert (click.action, click.state) == (action, PanelState(scope, limit))
        assert tail.encode(errors="ignore").decode().startswith(click.tail)
        assert len(custom_id.encode("utf-16-le")) <= 2 * MAX_CUSTOM_ID


@pytest.mark.parametrize("custom_id", ["limits:panel:paint:s0::", "limits:panel:edit:s0:speed:"])
def test_a_control_of_another_version_is_told_to_be_outdated(custom_id: str) -> None:
    match = TEMPLATE.fullmatch(custom_id)
    assert match is not None
    with pytest.raises(Outdated):
        read_click(match)


def test_fingerprints_tell_all_states_of_a_limit_apart() -> None:
    states = [
        Seen(None, is_set=False),
        Seen(None, is_set=True),
        Seen(0, is_set=True),
        Seen(1, is_set=True),
        Seen(frozenset(), is_set=True),
        Seen(frozenset({"a", "b"}), is_set=True),
    ]
    assert len({fingerprint(seen) for seen in states}) == len(states)
    assert fingerprint(Seen(frozenset({"a", "b"}), True)) == fingerprint(
        Seen(frozenset({"b", "a"}), True)
    )
