"""The small Discord's server: its channels, and what a bot is told of them.

Shapes: https://docs.discord.com/developers/resources/channel, read 2026-11-30
"""

from testkit.discord_loopback.payloads import CHANNEL, GUILD, GUILD_ID, MEMBER_ID, Json


class Server:
    """The one server.

    Attributes:
        channels: Its channels and categories by their ids, in their order.
        hidden: Those of them that the bot may not view.
        is_there: Whether bots that come are told of it at once; an outage of Discord's keeps it
            from them, and so do the moments after they came.
    """

    def __init__(self) -> None:
        self.channels: dict[str, Json] = {CHANNEL["id"]: CHANNEL}
        self.hidden: set[str] = set()
        self.is_there = True

    def add(self, channel: Json, *, is_hidden: bool = False) -> Json:
        """Add a channel or category, for bots that come after this.

        Args:
            channel: As `text_channel` and `category` make them.
            is_hidden: Whether the bot may not view it.
        """
        self.channels[channel["id"]] = channel
        if is_hidden:
            self.hidden.add(channel["id"])
        return channel

    @property
    def payload(self) -> Json:
        """The server as a bot is told of it."""
        channels = self.channels.values()
        told = [hidden(one) if one["id"] in self.hidden else one for one in channels]
        return {**GUILD, "channels": told}


def text_channel(
    channel_id: str, name: str, *, parent_id: str | None = None, nsfw: bool = False
) -> Json:
    """A text channel of the server."""
    return {**CHANNEL, "id": channel_id, "name": name, "parent_id": parent_id, "nsfw": nsfw}


def category(channel_id: str, name: str) -> Json:
    """A category of the server."""
    return {**CHANNEL, "id": channel_id, "type": 4, "name": name}


def thread(channel_id: str, parent_id: str) -> Json:
    """A public thread; it does not say what holds in the channel that it is in."""
    return {
        "id": channel_id,
        "type": 11,
        "name": "a thread",
        "parent_id": parent_id,
        "owner_id": MEMBER_ID,
        "message_count": 1,
        "member_count": 1,
        "rate_limit_per_user": 0,
        "flags": 0,
        "last_message_id": None,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 60,
            "archive_timestamp": "2026-11-01T12:00:00+00:00",
            "locked": False,
        },
    }


def hidden(channel: Json) -> Json:
    """What the gateway says of a channel that the bot may not view.

    https://github.com/discord/discord-api-docs/pull/8454, read 2026-11-30
    """
    everybody = {"id": GUILD_ID, "type": 0, "allow": "0", "deny": str(1 << 10)}
    return {
        "id": channel["id"],
        "type": channel["type"],
        "name": "___hidden___",
        "position": channel["position"],
        "parent_id": channel["parent_id"],
        "flags": 1 << 17,
        "permission_overwrites": [everybody],
    }
