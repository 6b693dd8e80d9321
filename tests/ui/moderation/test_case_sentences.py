"""What blocked members and moderators read."""

from datetime import timedelta

import pytest

from bot.errors import (
    AlreadyBlocked,
    AppealDecided,
    AppealExists,
    Blocked,
    NotBlocked,
    Protection,
    SubjectProtected,
)
from bot.i18n import ENGLISH, texts_for
from bot.policy.moderation.case import OPERATOR, AppealState, Case, CaseKind
from bot.ui.moderation.cases.case_controls import appeal_row, appeal_view, list_view, member_view
from bot.ui.moderation.cases.case_texts import case_lines, member_message
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT
from testkit.fakes import START

LATER = START + timedelta(days=1)
COUNTS = f"<t:{int(LATER.timestamp())}:R>"


def test_a_block_says_who_why_until_when_and_how_to_appeal() -> None:
    assert explain(Blocked(5, 3, "*spam*", LATER)) == (
        "You're blocked from creating images in this server (case 3). Reason: \\*spam\\*. "
        f"The block ends <t:{int(LATER.timestamp())}:f> ({COUNTS}). "
        "If you disagree, use the button *Appeal*. You can appeal only once."
    )


@pytest.mark.parametrize("reason", ["No weapons.", "Stop it!", "Why?", "だめです。"])
def test_a_reason_with_a_punctuation_mark_at_its_end_gets_no_period(reason: str) -> None:
    assert f"Reason: {reason} The block" in explain(Blocked(5, 3, reason))
    block = _case(1, reason=reason)
    assert f"Reason: {reason}\n" in member_message(block, "Art", ENGLISH)


def test_a_block_without_reason_and_end_says_so() -> None:
    text = explain(Blocked(5, 3))
    assert "Reason" not in text
    assert "The block has no end date." in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (AppealState.OPEN, "a moderator will decide"),
        (AppealState.DECLINED, "was declined"),
        (AppealState.ACCEPTED, "Try again"),
    ],
)
def test_a_block_with_an_appeal_says_what_became_of_it(state: AppealState, words: str) -> None:
    error = Blocked(5, 3, appeal=state)
    assert words in explain(error)
    assert not error.can_appeal


@pytest.mark.parametrize("is_server", [False, True])
def test_an_operators_block_names_the_owner(is_server: bool) -> None:  # noqa: FBT001 - a parameter
    error = Blocked(OPERATOR, 3, is_server=is_server)
    text = explain(error)
    assert text.startswith("The bot's owner has blocked")
    assert ("this server" in text) is is_server
    assert not error.can_appeal


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AlreadyBlocked(3, None), "with no end date"),
        (AlreadyBlocked(3, LATER), COUNTS),
        (NotBlocked(), "isn't blocked in this server"),
        (NotBlocked(by_operator=True), "The bot's owner"),
        (AppealDecided(AppealState.ACCEPTED, 5), "<@5> has already accepted"),
        (AppealDecided(AppealState.DECLINED, None), "— has already declined"),
        *((SubjectProtected(why), "can't") for why in Protection),
        *((AppealExists(state), "appeal") for state in AppealState),
    ],
)
def test_every_refusal_has_its_words(error: Exception, words: str) -> None:
    assert words in explain(error)  # pyright: ignore[reportArgumentType] - all are ours


def test_the_longest_refusal_fits_into_a_message_in_every_language() -> None:
    for locale in ("en-US", "de", "fr", "es-ES", "pt-BR", "ja"):
        text = explain(Blocked(5, 10**17, "*" * 400, LATER), texts_for(locale))
        assert len(text) <= MAX_CONTENT


def _case(number: int, kind: CaseKind = CaseKind.BLOCK, **facts: object) -> Case:
    return Case(2**62, number, kind, 2**62, 2**62, START, **facts)  # pyright: ignore[reportArgumentType] - as the test says


def test_a_page_of_the_longest_cases_fits_into_a_message() -> None:
    page = [_case(10**9 + number, reason="*" * 400, until=LATER) for number in range(10)]
    text = case_lines(page, ENGLISH, now=START)
    assert len(text.splitlines()) == 10
    assert "…" in text
    assert len(text) <= MAX_CONTENT


def test_a_direct_message_hides_no_markdown_of_the_servers_name() -> None:
    text = member_message(_case(1), "**[x](https://evil)**", ENGLISH)
    assert "\\*\\*\\[x\\](https:/\u200b/evil)\\*\\*" in text


def test_a_warning_says_when_it_expires() -> None:
    warning = _case(1, CaseKind.WARNING, until=LATER)
    assert f"The warning expires {COUNTS}." in member_message(warning, "Art", ENGLISH)
    assert "expires" not in member_message(_case(1, CaseKind.WARNING), "Art", ENGLISH)


def test_custom_ids_never_change_since_messages_keep_them() -> None:
    ids = [
        getattr(item, "custom_id", None)
        for view in (member_view(5, 3, ENGLISH), appeal_view(5, 3, ENGLISH))
        for item in view.children
    ]
    assert ids == ["case:appeal:5:3", "case:accept:5:3", "case:decline:5:3"]
    row = appeal_row(5, 3, ENGLISH)
    assert [getattr(item, "custom_id", None) for item in row.children] == ids[1:]
    view = list_view([_case(number) for number in range(20, 9, -1)], ENGLISH, before=0, member_id=7)
    assert view is not None
    assert [getattr(item, "custom_id", None) for item in view.children] == [
        "case:list:older:11:7",
        "case:list:newest:0:7",
    ]
