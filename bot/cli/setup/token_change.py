"""What begins again when the bot gets another token, which several keys are derived from."""

from bot.cli.setup.dialogue import Dialogue
from bot.cli.setup.token_step import user_of

#: Keys that come from the token: `bot.storage.stores.open_stores`.
_BEGINS_AGAIN = (
    "Members are counted under codes that are derived from the token. With another token, their "
    "image counts, their spending and their cooldowns start from zero, and OpenRouter sees them as "
    "new users. Images in progress arrive as new messages where the bot may send them. Attached "
    "images stored until then are deleted by age only, not by `/my data delete`. Budgets, servers' "
    "settings, cases, bonus images and the history stay."
)


def may_change(dialogue: Dialogue, before: str | None, token: str) -> bool:
    """Warn of a changed token and ask; a script accepts.

    Args:
        dialogue: The dialogue.
        before: The present token, if there is one.
        token: The new one.
    """
    if before is None or before == token:
        return True
    dialogue.say(f"{_kind_of(before, token)} {_BEGINS_AGAIN}")
    return dialogue.confirm("Use the new token?", default=False)


def _kind_of(before: str, token: str) -> str:
    old, new = user_of(before), user_of(token)
    if old is None or new is None:
        return "This is another token than the present one."
    if old == new:
        return "This is a new token of the same bot."
    return (
        "This is the token of another bot. It has to be invited to each server, and the buttons "
        "below the present bot's images stop working."
    )
