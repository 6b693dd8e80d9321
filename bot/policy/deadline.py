"""How long a picture may take, so that none is paid for that cannot be shown."""

from datetime import datetime, timedelta

#: An interaction can be answered for 15 minutes; one minute is kept for the upload.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
TOKEN_SAFE = timedelta(minutes=14)


def is_late(asked_at: datetime, now: datetime) -> bool:
    """Tell whether the interaction is too old to be answered safely."""
    return now - asked_at >= TOKEN_SAFE


def job_deadline(asked_at: datetime, *, timeout: timedelta, can_be_late: bool) -> datetime:
    """Return when the painting has to be done.

    Args:
        asked_at: When the interaction arrived.
        timeout: The longest a whole job may take.
        can_be_late: Whether the picture can reach its member without the interaction.
    """
    return asked_at + (timeout if can_be_late else min(timeout, TOKEN_SAFE))
