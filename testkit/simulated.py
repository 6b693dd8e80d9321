"""What a simulated interaction came to."""

from simcord.results import InteractionResult, ResponseMessage


def answer_of(result: InteractionResult) -> ResponseMessage:
    """Return the message that answered an interaction.

    Raises:
        AssertionError: Nothing answered it.
    """
    assert result.response is not None, "nothing answered"
    return result.response
