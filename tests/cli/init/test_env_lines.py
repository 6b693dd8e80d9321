"""Values in the text of `.env`: read back unchanged, beside everything that was there."""

import io

import pytest
from dotenv import dotenv_values
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli.setup.env_lines import change_lines

#: What a token or key may consist of: `bot.settings.types.Secret`.
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1).filter(
    lambda text: text[0] not in "<\"'"
)


def _values(text: str) -> dict[str, str | None]:
    return dotenv_values(stream=io.StringIO(text))


@given(SECRETS)
@example("${HOME}")
@example("a${:-x}b$${")
@example("back\\slash\\")
@example("it's")
@example("#hash")
def test_every_secret_is_read_back_unchanged(secret: str) -> None:
    for before in ("", "DISCORD_TOKEN='old' # mine\nAFTER=1\n"):
        changed = change_lines(before, {"DISCORD_TOKEN": secret})
        assert _values(changed)["DISCORD_TOKEN"] == secret
        assert change_lines(changed, {"DISCORD_TOKEN": secret}) == changed


_LINES = st.sampled_from(
    [
        "# a comment\n",
        "\n",
        "OTHER=1 # why\n",
        "export QUOTED='two words'\n",
        'LONG="first\nsecond"\n',
        "EMPTY=\n",
        "BARE\n",
        "COOLDOWN_SECONDS=30\r\n",
        "  SPACED = 5\n",
    ]
)


@given(st.lists(_LINES), st.lists(_LINES))
def test_all_other_lines_stay_as_they_are_and_in_their_order(
    before: list[str], after: list[str]
) -> None:
    head, tail = "".join(before), "".join(after)
    changed = change_lines(f"{head}KEY=old # note\n{tail}", {"KEY": "new"})
    assert changed == f"{head}KEY=new # note\n{tail}"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", "KEY=new\n"),
        ("# only a comment", "# only a comment\nKEY=new\n"),
        ("KEY=\nOTHER=1\n", "KEY=new\nOTHER=1\n"),
        ("export KEY='old'\n", "export KEY=new\n"),
        ('KEY="a # b"  # note\n', "KEY=new  # note\n"),
        ('KEY="two\nlines"\nOTHER=1\n', "KEY=new\nOTHER=1\n"),
        ("KEY\n", "KEY=new\n"),
        ("KEY = old", "KEY=new"),
        ("OTHER=1\r\n", "OTHER=1\r\nKEY=new\r\n"),
        ("KEY=old\r\nOTHER=1\r\n", "KEY=new\r\nOTHER=1\r\n"),
        ("#KEY=template\n", "#KEY=template\nKEY=new\n"),
        ("\ufeffOTHER=1\n", "\ufeffOTHER=1\nKEY=new\n"),
    ],
)
def test_a_value_is_changed_where_it_is_or_added_at_the_end(before: str, expected: str) -> None:
    assert change_lines(before, {"KEY": "new"}) == expected


def test_an_earlier_line_of_the_same_name_keeps_no_old_secret() -> None:
    assert change_lines("KEY=first\nA=1\nKEY=second\n", {"KEY": "new"}) == "A=1\nKEY=new\n"


def test_a_value_of_several_words_is_quoted() -> None:
    assert change_lines("", {"KEY": "two words"}) == "KEY='two words'\n"


def test_a_value_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="characters"):
        change_lines("", {"KEY": "it's two\nlines"})


def test_a_line_that_would_swallow_others_is_refused() -> None:
    # the opened quote ends in the new value's line
    with pytest.raises(ValueError, match="quote"):
        change_lines("OTHER='open\n", {"KEY": "new'x"})
