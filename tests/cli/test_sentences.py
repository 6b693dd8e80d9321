"""Messages on an operator's terminal address the operator, not a member."""

import pytest

from bot import errors
from bot.cli.sentences import explain_to_operator
from bot.errors import ImagineError, StorageFault

MEMBERS_WORDS = ("bot's owner", "the list that appears", "\\")

FAILURES: list[ImagineError] = [
    *(errors.StorageFailed(fault) for fault in StorageFault),
    errors.Unexpected("a1b2c3d4"),
    errors.ModelUnknown(None),
    errors.ModelUnknown("some/model_of_theirs"),
    errors.KeyRejected(),
    errors.OutOfCredit(),
    errors.ProviderForbids(),
    errors.SpoolFailed(),
    errors.TokenRejected(),
    errors.NoConnectionAtStart(),
    errors.StartRefused(errors.DiscordFault.TURNED_AWAY, 429),
    errors.OptionRefused("ratio", "7:5", ("1:1",), "some_model"),
]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_no_sentence_is_meant_for_a_member(error: ImagineError) -> None:
    sentence = explain_to_operator(error)
    assert sentence.endswith(".")
    assert not [words for words in MEMBERS_WORDS if words in sentence]


@pytest.mark.parametrize(
    "error",
    [errors.KeyRejected(), errors.OutOfCredit(), errors.ProviderForbids(), errors.SpoolFailed()],
)
def test_whether_it_was_charged_is_told(error: ImagineError) -> None:
    assert "charge" in explain_to_operator(error)
