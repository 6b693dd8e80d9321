"""The server of the loopback Discord: its channels, as the gateway describes them.

Shapes: https://docs.discord.com/developers/resources/channel, read 2026-11-30
"""

from testkit.discord_loopback.payloads import CHANNEL, GUILD, GUILD_ID, MEMBER_ID, Json


class Server:
    """The server that the bot is in.

    Attributes:
        channels: Its channels and categories by id, in order.
        hidden: Ids of the channels that the bot cannot view.
        facts: What is known of the server besides its channels.
        bot_member: The bot as a member.
        commands: The commands that only this server has.
        omits_hidden: Whether a list of the channels lacks those that the bot cannot view.
        is_available: Whether GUILD_CREATE follows READY at once. It does not during an outage.
    """

    def __init__(self) -> None:
        self.channels: dict[str, Json] = {CHANNEL["id"]: CHANNEL}
        self.hidden: set[str] = set()
        self.facts: Json = {**GUILD}
        self.bot_member: Json = {**GUILD["members"][0], "communication_disabled_until": None}
        self.commands: list[Json] = []
        self.omits_hidden = True
        self.is_available = True

    def add(self, channel: Json, *, is_hidden: bool = False) -> Json:
        """Add a channel or category, for bots that connect later.

        Args:
            channel: From `text_channel` or `category`.
            is_hidden: Whether the bot cannot view it.
        """
        self.channels[channel["id"]] = channel
        if is_hidden:
            self.hidden.add(channel["id"])
        return channel

    @property
    def payload(self) -> Json:
        """The data of GUILD_CREATE."""
        channels = self.channels.values()
        visible = [hidden(one) if one["id"] in self.hidden else one for one in channels]
        return {**self.facts, "channels": visible}

    @property
    def listed(self) -> list[Json]:
        """The channels as REST lists them; threads are not among them."""
        shown = (hidden(one) if one["id"] in self.hidden else one for one in self.channels.values())
        return [one for one in shown if not (self.omits_hidden and one["id"] in self.hidden)]


def text_channel(
    channel_id: str, name: str, *, parent_id: str | None = None, nsfw: bool = False
) -> Json:
    """Return a text channel of the server."""
    return {**CHANNEL, "id": channel_id, "name": name, "parent_id": parent_id, "nsfw": nsfw}


def category(channel_id: str, name: str) -> Json:
    """Return a category of the server."""
    return {**CHANNEL, "id": channel_id, "type": 4, "name": name}


def thread(channel_id: str, parent_id: str) -> Json:
    """Return a public thread; it has neither `nsfw` nor the category of its channel."""
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
    """Return a channel that the bot cannot view, as the gateway sends it.

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
