"""Results of simulated interactions."""

from simcord.results import InteractionResult, ResponseMessage


def answer_of(result: InteractionResult) -> ResponseMessage:
    """Return the message that answered an interaction.

    Raises:
        AssertionError: It has no answer.
    """
    assert result.response is not None, "nothing answered"
    return result.response
