"""Every error has a sentence: what happened, whether it was charged if it could be, what to do."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import errors
from bot.errors import (
    CancelFault,
    Cancelled,
    CancelRefused,
    Charge,
    ClosedReason,
    GenerationFailed,
    ImagineError,
    OptionRefused,
    ProviderBusy,
    QueueFull,
    QueueScope,
    ReferenceFault,
    ReferenceRefused,
)
from bot.i18n import LANGUAGES, texts_for
from bot.policy.images.actions import Audience
from bot.policy.images.request_bounds import OptionRange as OptionBound
from bot.policy.limits.access import Forbidden
from bot.policy.limits.claim import BindingRule, Violation
from bot.policy.limits.effective import Rule
from bot.policy.limits.limit import Limit, Measure
from bot.policy.limits.rulebook import SERVER, ChannelList, Pause
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT

_WHEN = datetime(2026, 11, 22, tzinfo=UTC)
_COUNTS = "<t:1795305600:R>"

#: Errors that operators see on the command line, and members never see on Discord.
_BEFORE_ANY_IMAGE = {
    "CommandsRefused",
    "ConfigError",
    "NoConnectionAtStart",
    "StartRefused",
    "TokenRejected",
}

#: Refused before anything was sent; the sentence still says that nothing was charged.
_LOOKS_SENT = {"AnswerLost", "CancelRefused"}

#: Errors of moderators' changes, which are free in any case.
_ABOUT_SETTINGS = {"SettingRefused", "ImportRefused", "ChangedMeanwhile"}

_FULL = Violation(
    Measure.IMAGES, BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 10, SERVER), 10, 1, resets_at=_WHEN
)

_FACTS: dict[str, ImagineError] = {
    "Cancelled": errors.Cancelled(by_user=5),
    "CancelRefused": errors.CancelRefused(CancelFault.DELIVERING),
    "ChangedMeanwhile": errors.ChangedMeanwhile("cooldown server", "10 min"),
    "ConfigError": errors.ConfigError((("LOG_LEVEL", "is not set"),)),
    "CommandsRefused": errors.CommandsRefused(errors.DiscordFault.QUOTA, 30034),
    "CooldownActive": errors.CooldownActive(_WHEN, timedelta(seconds=90), SERVER),
    "ImportRefused": errors.ImportRefused(("limits.server.cooldown: should be a time",)),
    "IntakeClosed": errors.IntakeClosed(ClosedReason.STOPPING),
    "LimitReached": errors.LimitReached(_FULL),
    "QueueFull": errors.QueueFull(QueueScope.ALL, _WHEN),
    "ModelUnknown": errors.ModelUnknown("nobody/knows"),
    "LimitForbids": errors.LimitForbids(Forbidden(Rule(Limit.PRIVATE, 0, SERVER), "1")),
    "Paused": errors.Paused(Pause(None)),
    "OptionOutOfRange": errors.OptionOutOfRange(OptionBound("count", 1, 4)),
    "OptionRefused": OptionRefused("ratio", given="7:1", accepted=("1:1",), model="Flash"),
    "OutputRefused": errors.OutputRefused(Path("a.png"), "already exists"),
    "ProviderOnHold": errors.ProviderOnHold("some/model", _WHEN),
    "ReferenceRefused": ReferenceRefused(ReferenceFault.TOO_LARGE, 10 << 20),
    "AllowedRefused": errors.AllowedRefused(errors.CooldownActive(_WHEN)),
    "ConsentNeeded": errors.ConsentNeeded(7),
    "HeldDecided": errors.HeldDecided(is_allowed=True, decided_by=5),
    "ReasonTooShort": errors.ReasonTooShort(10, 400),
    "TooManyHeld": errors.TooManyHeld(3),
    "TooManyReports": errors.TooManyReports(3),
    "SettingRefused": errors.SettingRefused("cooldown", "soon", "a time up to 30 days", "90s"),
    "StartRefused": errors.StartRefused(errors.DiscordFault.OUTAGE, 503),
    "StyleUnknown": errors.StyleUnknown("sepia"),
    "StorageFailed": errors.StorageFailed(errors.StorageFault.BUSY),
    "TooLargeForDiscord": errors.TooLargeForDiscord(1),
    "TooManyRejections": errors.TooManyRejections(_WHEN),
    "Unexpected": errors.Unexpected("a1b2c3d4"),
    "WaitTooLong": errors.WaitTooLong(_WHEN),
    "WrongChannel": errors.WrongChannel(ChannelList()),
}


def _kinds(root: type[ImagineError]) -> Iterator[type[ImagineError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _kinds(kind)


_KINDS = [kind for kind in _kinds(ImagineError) if kind is not errors.Refused]


@pytest.mark.parametrize("kind", _KINDS)
def test_every_error_has_a_sentence_of_its_own(kind: type[ImagineError]) -> None:
    error = _FACTS.get(kind.__name__) or kind()
    sentence = explain(error)
    assert sentence[-1] in ".:"
    assert len(sentence) < MAX_CONTENT
    assert kind.__name__ not in sentence
    assert sentence.startswith("Something went wrong") is (kind is errors.Unexpected)


def _can_cost(kind: type[ImagineError]) -> bool:
    if kind.__name__ in _LOOKS_SENT:
        return True
    return not issubclass(kind, (errors.Refused, errors.StorageFailed))


@pytest.mark.parametrize(
    "kind",
    [kind for kind in _KINDS if _can_cost(kind) and kind.__name__ not in _BEFORE_ANY_IMAGE],
)
def test_every_sentence_about_what_may_cost_says_whether_it_was_charged(
    kind: type[ImagineError],
) -> None:
    error = _FACTS.get(kind.__name__) or kind()
    assert "charged" in explain(error)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in _KINDS if not _can_cost(kind) and kind.__name__ not in _ABOUT_SETTINGS],
)
def test_no_sentence_mentions_a_charge_where_no_money_could_be_spent(
    kind: type[ImagineError],
) -> None:
    error = _FACTS.get(kind.__name__) or kind()
    assert "charge" not in explain(error)


@pytest.mark.parametrize("name", sorted(_ABOUT_SETTINGS))
def test_every_sentence_about_a_setting_says_that_nothing_was_changed(name: str) -> None:
    assert "othing was changed" in explain(_FACTS[name])


def test_a_fault_in_wording_ends_in_the_plain_sentence_with_a_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sentence = explain(ImagineError())
    assert sentence.startswith("Something went wrong (reference ")
    reference = sentence.split("reference ", 1)[1].split(")")[0]
    assert f"reference={reference}" in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seconds", [0.0, 1e-9, 86_400.0, 1e28, 1e300, float("inf")])
def test_no_number_of_an_answer_breaks_a_sentence(seconds: float, language: str) -> None:
    sentence = explain(ProviderBusy(retry_after_s=seconds), texts_for(language))
    assert len(sentence) < MAX_CONTENT


def test_a_long_wait_is_counted_by_discord() -> None:
    sentence = explain(ProviderBusy(retry_after_s=7200, retry_at=_WHEN))
    assert f"Try again {_COUNTS}" in sentence
    assert "seconds" not in sentence


@pytest.mark.parametrize(
    "error",
    [
        errors.BadAnswer(may_be_refusal=True),
        errors.ProviderDown(may_be_refusal=True),
        errors.RequestRejected(may_be_refusal=True),
        errors.ProviderForbids(may_be_refusal=True),
    ],
)
def test_what_may_be_a_refusal_says_both_possibilities(error: GenerationFailed) -> None:
    sentence = explain(error)
    assert "may have rejected this prompt" in sentence
    assert "may be having problems" in sentence


def test_a_blocked_account_blames_no_member() -> None:
    assert "not about your prompt" in explain(errors.AccountBlocked())


@pytest.mark.parametrize(
    "kind",
    [
        GenerationFailed,
        *GenerationFailed.__subclasses__(),
        errors.Interrupted,
        errors.LostInRestart,
        errors.SpoolFailed,
    ],
)
def test_the_three_charges_are_told_apart(kind: Callable[..., ImagineError]) -> None:
    assert len({explain(kind(charge=charge)) for charge in Charge}) == 3


@pytest.mark.parametrize("fault", ReferenceFault)
def test_every_fault_of_an_attached_image_has_its_words(fault: ReferenceFault) -> None:
    others = {explain(ReferenceRefused(other, 5)) for other in ReferenceFault if other != fault}
    assert explain(ReferenceRefused(fault, 5)) not in others


@pytest.mark.parametrize("reason", ClosedReason)
def test_every_reason_for_taking_no_images_has_its_words(reason: ClosedReason) -> None:
    others = {explain(errors.IntakeClosed(other)) for other in ClosedReason if other != reason}
    assert explain(errors.IntakeClosed(reason)) not in others


@pytest.mark.parametrize("fault", CancelFault)
def test_every_reason_not_to_cancel_has_its_words(fault: CancelFault) -> None:
    others = {explain(CancelRefused(other)) for other in CancelFault if other != fault}
    assert explain(CancelRefused(fault)) not in others


@pytest.mark.parametrize("scope", QueueScope)
def test_every_full_line_has_its_words_and_the_time_to_ask_again(scope: QueueScope) -> None:
    others = {explain(QueueFull(other, _WHEN)) for other in QueueScope if other != scope}
    sentence = explain(QueueFull(scope, _WHEN))
    assert sentence not in others
    assert _COUNTS in sentence


@pytest.mark.parametrize("model", [None, "some/model"])
def test_what_is_left_alone_is_named_with_the_next_try(model: str | None) -> None:
    sentence = explain(errors.ProviderOnHold(model, _WHEN))
    assert (model or "OpenRouter") in sentence
    assert _COUNTS in sentence


def test_a_line_that_is_too_long_is_told_with_the_time_to_ask_again() -> None:
    assert _COUNTS in explain(errors.WaitTooLong(_WHEN))


def test_without_credit_the_next_try_is_told_where_it_is_known() -> None:
    reason = ClosedReason.OUT_OF_CREDIT
    assert _COUNTS in explain(errors.IntakeClosed(reason, _WHEN))
    assert "next check" not in explain(errors.IntakeClosed(reason))


def test_who_cancelled_is_named_with_the_truth_about_the_charge() -> None:
    assert explain(Cancelled(5)).startswith("<@5> canceled this request. Nothing was charged.")
    own = explain(Cancelled(5, is_by_requester=True))
    # it follows a mention of the member
    assert own.startswith("You canceled this request. Nothing was charged.")
    dropped = Cancelled(5, Charge.POSSIBLE, is_whole_or_free=True)
    assert "won't charge for this unless the image had already finished" in explain(dropped)
    assert "may have charged" in explain(Cancelled(5, Charge.POSSIBLE))
    assert "OpenRouter charged" in explain(Cancelled(5, Charge.MADE, is_whole_or_free=True))


def test_whose_a_control_is_is_told() -> None:
    own, shared = explain(errors.NotOwner()), explain(errors.NotOwner(Audience.MODERATORS))
    assert "moderators" not in own
    assert "Only the member who requested this image can" in own
    assert "Only the member who requested this image and moderators can" in shared


def test_what_is_left_alone_is_not_said_to_have_an_outage_that_nobody_knows_of() -> None:
    sentence = explain(errors.ProviderOnHold("some/model", _WHEN))
    assert "keeps failing" in sentence
    assert "outage" not in sentence


def test_a_line_that_is_too_long_is_not_said_to_be_too_late_for_sure() -> None:
    assert "most likely not be ready in time" in explain(errors.WaitTooLong(_WHEN))


def test_without_credit_no_other_model_is_advised() -> None:
    sentence = explain(errors.OutOfCredit())
    assert "until then, no images can be created" in sentence
    assert "model" not in sentence


def test_a_refused_prompt_is_to_be_edited() -> None:
    assert "Edit the prompt" in explain(errors.PromptRejected())


def test_a_image_that_is_not_kept_is_to_be_attached_again() -> None:
    assert "attach it again" in explain(ReferenceRefused(ReferenceFault.GONE))


def test_a_refused_option_names_what_would_do() -> None:
    sentence = explain(OptionRefused("size", given="8K", accepted=("1K", "2K"), model="Flash"))
    assert "`size` 8K" in sentence
    assert "1K, 2K" in sentence


@pytest.mark.parametrize(
    ("most", "words", "instead"),
    [
        ("0", "no attached images", "try again without attached images"),
        ("3", "at most 3 attached", "attach fewer"),
    ],
)
def test_too_many_attached_images_are_told_with_the_number(
    most: str, words: str, instead: str
) -> None:
    sentence = explain(OptionRefused("image", given="4", accepted=(most,), model="Flash"))
    assert words in sentence
    assert sentence.endswith(f"{instead}.")


def test_an_empty_prompt_is_told_how_long_it_may_be() -> None:
    assert "1 to 2,000" in explain(OptionRefused("prompt", given="0 characters"))


def test_a_busy_provider_is_told_with_its_own_wait() -> None:
    assert "in 17 seconds" in explain(ProviderBusy(retry_after_s=16.6))
    assert "in 1 second," in explain(ProviderBusy(retry_after_s=1))
    assert "in a minute" in explain(ProviderBusy())


def test_no_model_at_all_is_told_apart_from_an_unknown_one() -> None:
    assert "The bot's preferred models" in explain(errors.ModelUnknown(None))


def test_hostile_values_in_a_sentence_are_harmless() -> None:
    sentence = explain(errors.ModelUnknown("<@123> @everyone **x** https://evil.example"))
    assert "\\<@" in sentence
    assert "@everyone" not in sentence
    assert "https://" not in sentence
