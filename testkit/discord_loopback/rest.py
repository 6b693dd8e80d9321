"""The REST API of the loopback Discord: the routes that the bot uses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from testkit.discord_loopback import payloads
from testkit.discord_loopback.application import changed_application
from testkit.discord_loopback.gateway import Gateway
from testkit.discord_loopback.guild import Server
from testkit.discord_loopback.messages import (
    MISSING_ACCESS,
    UNKNOWN_CHANNEL,
    Message,
    Messages,
    Refusal,
    Refused,
)
from testkit.discord_loopback.payloads import APPLICATION_ID, Json

_NO_ROUTE = Refusal(404, 0, "404: Not Found")
UNKNOWN_GUILD = Refusal(404, 10004, "Unknown Guild")

#: The type of the command that opens an application's Activity.
#: https://docs.discord.com/developers/interactions/application-commands, read 2026-11-30
ENTRY_POINT = 4
ENTRY_POINT_MISSING = Refusal(400, 50240, "You cannot remove this app's Entry Point command")


@dataclass(frozen=True, slots=True)
class Call:
    """One REST call of the bot."""

    method: str
    path: str
    """Below `/api/v10`."""
    body: Any
    """The JSON body, or the part `payload_json` of a multipart one; None without a body."""
    files: tuple[bytes, ...] = ()


class Rest:
    """Carries out the calls of the bot.

    Attributes:
        commands: The registered application commands.
        clicked: The messages of clicked buttons, by the token of the click.
        application: Further facts about the application.
        starts_left: How often the bot may still connect today.
    """

    def __init__(
        self, messages: Messages, gateway: Gateway, server: Server, new_id: Callable[[], str]
    ) -> None:
        self.commands: list[Json] = []
        self.clicked: dict[str, Message] = {}
        self.application: Json = {}
        self.starts_left = 999
        self._messages = messages
        self._gateway = gateway
        self._server = server
        self._new_id = new_id

    def answer(self, call: Call) -> object:
        """Carry out a call and return the JSON of its response; None for an empty one.

        Raises:
            Refused: The response is an error.
        """
        match call.method, call.path.split("/")[1:]:
            case "GET", ["users" | "oauth2" | "gateway", *_]:
                return self._answer_about_bot(call)
            case "GET" | "PATCH" as method, ["applications", "@me"]:
                if method == "PATCH":
                    self.application = changed_application(self._whole_application(), call.body)
                return self._whole_application()
            case method, ["applications", _, "commands"]:
                if method == "PUT":
                    self._register(call.body)
                return self.commands
            case _, ["interactions" | "webhooks", *_]:
                return self._answer_by_token(call)
            case _, ["channels", *_] | ["users", "@me", "channels"]:
                return self._answer_in_channel(call)
            case _, ["guilds", *_] | ["applications", _, "guilds", *_]:
                return self._answer_about_server(call)
            case _:
                raise Refused(_NO_ROUTE)

    def _whole_application(self) -> Json:
        return payloads.APPLICATION | {"approximate_guild_count": 1} | self.application

    def _answer_about_bot(self, call: Call) -> object:
        match call.path.split("/")[1:]:
            case ["users", "@me"]:
                return payloads.BOT_USER
            case ["oauth2", "applications", "@me"]:
                return payloads.APPLICATION
            case ["users", "@me", "guilds"]:
                return [{"id": payloads.GUILD_ID, "name": self._server.facts["name"]}]
            case ["gateway", "bot"]:
                return {
                    "url": self._gateway.url,
                    "shards": 1,
                    "session_start_limit": {
                        "total": 1000,
                        "remaining": self.starts_left,
                        "reset_after": 3_600_001,
                        "max_concurrency": 1,
                    },
                }
            case _:
                raise Refused(_NO_ROUTE)

    def _answer_about_server(self, call: Call) -> object:
        server = self._server
        match call.method, call.path.split("/")[1:]:
            case _, ["applications", _, "guilds", guild_id, "commands", *rest]:
                if guild_id != payloads.GUILD_ID:
                    raise Refused(MISSING_ACCESS)
                if call.method == "DELETE":
                    server.commands = [one for one in server.commands if one["id"] != rest[0]]
                    return None
                return server.commands
            case "GET", ["guilds", guild_id, *rest] if guild_id == payloads.GUILD_ID:
                return self._answer_in_server(rest)
            case _:
                raise Refused(UNKNOWN_GUILD)

    def _answer_in_server(self, path: list[str]) -> object:
        match path:
            case []:
                gone = ("channels", "members", "threads", "presences")
                return {name: one for name, one in self._server.facts.items() if name not in gone}
            case ["channels"]:
                return self._server.listed
            case ["members", user_id] if user_id == payloads.BOT_USER["id"]:
                return self._server.bot_member
            case _:
                raise Refused(_NO_ROUTE)

    def _answer_by_token(self, call: Call) -> object:
        messages = self._messages
        match call.method, call.path.split("/")[1:]:
            case "POST", ["interactions", interaction_id, token, "callback"]:
                on = self.clicked.get(token)
                message = messages.answer(token, call.body, call.files, on)
                return _callback(interaction_id, call.body["type"], message)
            case "POST", ["webhooks", _, token]:
                return messages.follow_up(token, call.body, call.files).payload
            case method, ["webhooks", _, token, "messages", which]:
                return self._change(method, messages.find(token, which), call)
            case _:
                raise Refused(_NO_ROUTE)

    def _answer_in_channel(self, call: Call) -> object:
        match call.method, call.path.split("/")[1:]:
            case "POST", ["users", *_]:
                return payloads.direct_channel(str(call.body["recipient_id"]))
            case "GET", ["channels", channel_id] if channel_id in self._messages.gone:
                raise Refused(UNKNOWN_CHANNEL)
            case "GET", ["channels", channel_id]:
                if channel_id in self._server.hidden:
                    raise Refused(MISSING_ACCESS)
                if channel_id not in self._server.channels:
                    raise Refused(UNKNOWN_CHANNEL)
                return self._server.channels[channel_id] | {"guild_id": payloads.GUILD_ID}
            case "POST", ["channels", channel_id, "messages"]:
                return self._messages.create(channel_id, call.body, call.files).payload
            case method, ["channels", channel_id, "messages", message_id]:
                return self._change(method, self._messages.in_channel(channel_id, message_id), call)
            case _:
                raise Refused(_NO_ROUTE)

    def _change(self, method: str, message: Message, call: Call) -> object:
        if method == "DELETE":
            message.is_deleted = True
            return None
        if method == "PATCH":
            self._messages.edit(message, call.body, call.files)
        return message.payload

    def _register(self, commands: list[Json]) -> None:
        entry_points = {one["id"] for one in self.commands if one["type"] == ENTRY_POINT}
        if entry_points - {one.get("id") for one in commands}:
            raise Refused(ENTRY_POINT_MISSING)
        self.commands = [self._registered(command) for command in commands]

    def _registered(self, command: Json) -> Json:
        # Discord sends an empty description for menus
        registered = {"description": "", **command}
        return {"id": self._new_id(), **registered, "application_id": APPLICATION_ID}


def _callback(interaction_id: str, kind: int, message: Message | None) -> Json:
    interaction: Json = {"id": interaction_id, "type": 2}
    if message is None:
        return {"interaction": interaction}
    interaction |= {
        "response_message_id": message.id,
        "response_message_loading": message.is_thinking,
        "response_message_ephemeral": message.is_private,
    }
    return {
        "interaction": interaction,
        "resource": {"type": kind, "message": message.payload},
    }
