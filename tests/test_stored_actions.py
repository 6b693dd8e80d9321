"""The words of actions in databases and in Discord's messages never change."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord

from bot.errors import DiscordUnavailable
from bot.i18n import ENGLISH
from bot.policy.images.actions import DEFAULT_AUDIENCES, ORIGINS, Action, Audience
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import Order
from bot.policy.jobs.job import Parent
from bot.policy.limits.rulebook import Rulebook
from bot.policy.limits.rulebook_diff import Difference
from bot.policy.limits.rulebook_json import dump_rulebook, parse_rulebook
from bot.storage.jobs.job_json import dump_draft, load_draft
from bot.ui.jobs.buttons import cancel_view, failure_view, image_view, prompt_view
from bot.ui.limits.changes import change_line, plain_lines
from bot.ui.moderation.review_buttons import held_row, report_row
from testkit.fakes import FLASH
from tests.storage.samples import draft

_SMALL = ImageFile(Path("x"), "image/png", 1344, 768, 100)
_GENERATING = Generation(Order(FLASH, "a fox"), (_SMALL,), cost_micros=1, latency_s=1)


def _ids(view: discord.ui.View) -> list[str]:
    children: list[Any] = list(view.children)
    return [child.custom_id for child in children]


def test_custom_ids_of_buttons() -> None:
    whole = image_view(_GENERATING, 5, is_private=True, say=ENGLISH)
    assert _ids(whole) == ["job:again:5", "job:edit:5", "job:remix:5", "job:larger:5", "job:more:5"]
    assert _ids(cancel_view(5, say=ENGLISH)) == ["job:cancel:5"]
    failed = failure_view(DiscordUnavailable(), 5, say=ENGLISH)
    assert _ids(failed) == ["job:again:5", "job:edit:5"]
    assert _ids(prompt_view(5, say=ENGLISH)) == ["prompt:5"]


def test_values_of_the_menu() -> None:
    menu: Any = image_view(_GENERATING, 5, is_private=True, say=ENGLISH).children[-1]
    values = [str(option.value) for option in menu.options]
    assert values == ["alt", "spoiler", "details", "copy", "share", "delete"]
    menu = image_view(_GENERATING, 5, is_private=False, say=ENGLISH).children[-1]
    assert "report" in {str(option.value) for option in menu.options}


def test_custom_ids_of_reviews() -> None:
    rows: list[Any] = [held_row(5, ENGLISH), report_row(5, ENGLISH)]
    assert [one.custom_id for one in rows[0].children] == ["review:allow:5", "review:deny:5"]
    assert [one.custom_id for one in rows[1].children] == ["review:dismiss:5"]


def test_audiences_of_an_exported_rulebook() -> None:
    rulebook = Rulebook(audiences=dict.fromkeys(DEFAULT_AUDIENCES, Audience.AUTHOR))
    written = dump_rulebook(rulebook)
    names = ["again", "edit", "remix", "larger", "alt", "spoiler", "details", "copy", "delete"]
    assert json.dumps(written["audiences"]) == json.dumps(dict.fromkeys(names, "author"))
    assert parse_rulebook(written) == rulebook
    assert [str(who) for who in Audience] == ["everybody", "moderators", "author", "nobody"]


def test_origins_of_stored_jobs() -> None:
    for action, value in zip(ORIGINS, ("again", "edit", "remix", "larger"), strict=True):
        stored = dump_draft(replace(draft(7), parent=Parent(action, 3)))
        assert json.loads(stored)["parent"]["origin"] == value
        parent = load_draft(stored, token="", message_id=None).parent
        assert parent is not None
        assert parent.origin is Action(value)


def test_an_audit_entry_names_its_button_and_an_older_one_stays_as_it_was_written() -> None:
    for stored in ("button edit", "button Edit prompt"):
        change = Difference(stored, "", "author only")
        assert change_line(change, ENGLISH) == "`button Edit prompt`: not set → **author only**"
        assert plain_lines([change], ENGLISH) == "button Edit prompt: not set -> author only\n"
