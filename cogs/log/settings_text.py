"""The settings of the moderation log in words."""

from bot.i18n import Say
from bot.policy.moderation.log import ModerationSettings, Topic


def settings_text(settings: ModerationSettings, say: Say) -> str:
    """Say where the log is, what goes there, and when warnings expire."""
    log, days = settings.log, settings.warning_days
    lines = [
        say("log-show-off")
        if log.channel_id is None
        else say("log-show-channel", channel=f"<#{log.channel_id}>")
    ]
    for topic in Topic:
        state = "on" if topic in log.topics else "off"
        lines.append(say("log-show-topic", topic=say(f"log-topic-{topic}"), state=state))
    lines.append(say("log-show-private", state="on" if log.shows_private else "off"))
    lines.append(say("log-show-never") if days is None else say("log-show-days", days=days))
    return "\n".join(lines)
