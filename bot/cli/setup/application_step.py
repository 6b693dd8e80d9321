"""Shows what would change in the application's settings, asks, and changes it at the end."""

from collections.abc import Sequence

from bot.cli.discord_api import Answer, DiscordUnreachable, open_discord_api
from bot.cli.setup.application import Change, body_of, changes_for
from bot.cli.setup.dialogue import Dialogue
from bot.cli.setup.interruptible import run_interruptibly
from bot.cli.setup.token_step import Bot
from bot.settings import Settings

#: The longest part of Discord's error message that is shown.
_MOST_REASON = 200


def agree_on_changes(dialogue: Dialogue, bot: Bot, settings: Settings) -> list[Change]:
    """Return the changes that the operator agrees to."""
    if not bot.is_public:
        dialogue.say(
            "The application is private (Public Bot is off on its Bot page): only you can add it, "
            "and Discord allows no install settings for it. The invite link works for you."
        )
    changes = changes_for(bot.application, settings)
    if not changes:
        dialogue.done("The application's settings already fit.")
        return []
    dialogue.explain(
        "The application's settings decide how servers and users add the bot, and what its profile "
        "says."
    )
    dialogue.say("These settings of the application at Discord would change:")
    if dialogue.asks:
        heads = ("Setting", "Now", "Then")
        rows = ((each.title, each.now, each.then) for each in changes)
        dialogue.show_table(heads, rows)
    else:
        for each in changes:
            dialogue.say(f"  {each.title}: {each.now} -> {each.then}")
    return changes if dialogue.confirm("Change them?") else []


def change_application(dialogue: Dialogue, bot: Bot, token: str, changes: Sequence[Change]) -> bool:
    """Change the application at Discord; a failure is said and stops nothing.

    Returns:
        Whether everything is as agreed.
    """
    if not changes:
        return True
    try:
        answer = run_interruptibly(lambda: _patch(token, bot, body_of(changes)))
    except DiscordUnreachable:
        reason = "Discord didn't answer"
    else:
        if answer is None:
            reason = "someone else has changed them meanwhile"
        elif answer.is_fine:
            dialogue.done("The application's settings were changed.")
            return True
        else:
            reason = _reason_of(answer)
    page = f"https://discord.com/developers/applications/{bot.application_id}/installation"
    dialogue.say(
        f"! The application's settings were not changed: {reason}. Run init again, or set them at "
        f"{page}"
    )
    return False


async def _patch(token: str, bot: Bot, body: dict[str, object]) -> Answer | None:
    """Send a change, unless what it would replace has been changed since it was shown."""
    async with open_discord_api(token) as api:
        present = await api.get("/applications/@me")
        if not present.is_fine:
            return present
        if any(present.fields.get(name) != bot.application.get(name) for name in body):
            return None
        return await api.send("PATCH", "/applications/@me", body)


def _reason_of(answer: Answer) -> str:
    message = str(answer.fields.get("message", ""))[:_MOST_REASON]
    printable = "".join(letter if letter.isprintable() else " " for letter in message)
    return f"status {answer.status} {printable}".rstrip()
