"""How long a picture may take, so that none is paid for that cannot be shown."""

from datetime import datetime, timedelta

#: How long an interaction can be answered.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
TOKEN_LIFE = timedelta(minutes=15)

#: When the painting has to be done where nothing but the answer can show it; the last minute is
#: kept for fitting and uploading.
TOKEN_SAFE = timedelta(minutes=14)


def is_late(asked_at: datetime, now: datetime) -> bool:
    """Tell whether the interaction is too old to be answered."""
    return now - asked_at >= TOKEN_LIFE


def job_deadline(asked_at: datetime, *, timeout: timedelta, can_be_late: bool) -> datetime:
    """Return when the painting has to be done.

    Args:
        asked_at: When the interaction arrived.
        timeout: The longest a whole job may take.
        can_be_late: Whether the picture can reach its member without the interaction.
    """
    return asked_at + (timeout if can_be_late else min(timeout, TOKEN_SAFE))
