"""Messages of the loopback Discord: interaction responses, follow-ups, channel messages.

https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from testkit.discord_loopback import payloads
from testkit.discord_loopback.payloads import CHANNEL_ID, Json

_PRIVATE, _THINKING = 64, 128


class Reply(IntEnum):
    """Types of the first response to an interaction, without those of modals and choices."""

    MESSAGE = 4
    THINK = 5
    UPDATE_LATER = 6
    UPDATE = 7


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error response of the API.

    https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-22
    """

    status: int
    code: int
    text: str
    page: str | None = None
    """A body in place of JSON, as from a proxy; an empty one makes invalid JSON."""


class Refused(Exception):
    """The loopback Discord refuses a call."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


MISSING_ACCESS = Refusal(403, 50001, "Missing Access")

#: No response: the connection is reset. Discord never sends this status.
BROKEN = Refusal(599, 0, "reset")
UNKNOWN_CHANNEL = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_MESSAGE = Refusal(404, 10008, "Unknown Message")
UNKNOWN_WEBHOOK = Refusal(404, 10015, "Unknown Webhook")
TOKEN_ENDED = Refusal(401, 50027, "Invalid Webhook Token")
TOO_MANY_FOLLOW_UPS = Refusal(400, 40094, "Too many follow-up messages")
ALREADY_ANSWERED = Refusal(400, 40060, "Interaction has already been acknowledged.")


@dataclass(slots=True, eq=False)
class Message:
    """One message that the bot sent."""

    id: str
    channel_id: str
    token: str | None
    """Of the interaction that it answers, if any."""
    content: str = ""
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """By the attachment's id."""
    components: Sequence[Json] = ()
    nonce: str | None = None
    is_private: bool = False
    is_thinking: bool = False
    is_deleted: bool = False
    versions: list[str] = field(default_factory=list[str])
    """Its content after each change; the last one is the present."""

    @property
    def payload(self) -> Json:
        """The message object."""
        flags = _PRIVATE * self.is_private | _THINKING * self.is_thinking
        return payloads.message(
            self.id,
            self.content,
            channel_id=self.channel_id,
            attachments=[(key, len(data)) for key, data in self.files.items()],
            components=self.components,
            flags=flags,
        )

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [one["label"] for one in _walk(self.components) if "label" in one]

    def button(self, label: str) -> str:
        """Return the custom id of the button with this label."""
        [found] = [one["custom_id"] for one in _walk(self.components) if one.get("label") == label]
        return found


class Messages:
    """Every message, deleted ones too, in the order in which they appeared.

    Attributes:
        all: These messages.
        ended: Expired interaction tokens; they live 15 minutes.
        gone: Ids of deleted channels.
        most_follow_ups: To one interaction; 5 where only the user installed the app.
    """

    def __init__(self, new_id: Callable[[], str]) -> None:
        self.all: list[Message] = []
        self.ended: set[str] = set()
        self.gone: set[str] = set()
        self.most_follow_ups = 1_000
        self._new_id = new_id
        self._followed_up = Counter[str]()
        self._originals: dict[str, Message | None] = {}

    def of(self, token: str) -> list[Message]:
        """Return the responses to an interaction that are not deleted."""
        return [one for one in self.all if one.token == token and not one.is_deleted]

    def is_answered(self, token: str) -> bool:
        """Tell whether an interaction has its first response."""
        return token in self._originals

    def answer(
        self, token: str, body: Json, files: Sequence[bytes], on: Message | None
    ) -> Message | None:
        """Respond to an interaction for the first time.

        Args:
            token: The token of the interaction.
            body: The response.
            files: The uploaded files.
            on: The message whose button was clicked.
        """
        if token in self._originals:
            raise Refused(ALREADY_ANSWERED)
        data: Json = body.get("data") or {}
        match body["type"]:
            case Reply.MESSAGE | Reply.THINK:
                message = self._new(token, CHANNEL_ID)
                message.is_thinking = body["type"] == Reply.THINK
                message.is_private = bool(data.get("flags", 0) & _PRIVATE)
                self._write(message, data, files)
            case Reply.UPDATE:
                message = on
                if message is not None:
                    self._write(message, data, files)
            case Reply.UPDATE_LATER:
                message = on
            case _:
                message = None
        self._originals[token] = message
        return message

    def find(self, token: str, which: str) -> Message:
        """Return a response to an interaction, by its id or as `@original`."""
        self._check(token)
        if which == "@original":
            message = self._originals[token]
        else:
            message = next((one for one in self.all if (one.id, one.token) == (which, token)), None)
        if message is None or message.is_deleted:
            raise Refused(UNKNOWN_MESSAGE)
        return message

    def edit(self, message: Message, body: Json, files: Sequence[bytes]) -> Message:
        """Change a message."""
        message.is_thinking = False
        self._write(message, body, files)
        return message

    def follow_up(self, token: str, body: Json, files: Sequence[bytes]) -> Message:
        """Send a follow-up; the first one after a deferral edits the deferred response."""
        self._check(token)
        original = self._originals[token]
        self._followed_up[token] += 1
        if self._followed_up[token] > self.most_follow_ups:
            raise Refused(TOO_MANY_FOLLOW_UPS)
        if original is not None and original.is_thinking and not original.is_deleted:
            return self.edit(original, body, files)
        message = self._new(token, CHANNEL_ID)
        message.is_private = bool(body.get("flags", 0) & _PRIVATE)
        self._write(message, body, files)
        return message

    def create(self, channel_id: str, body: Json, files: Sequence[bytes]) -> Message:
        """Send a channel message; with `enforce_nonce` a known nonce returns the old message."""
        if channel_id in self.gone:
            raise Refused(UNKNOWN_CHANNEL)
        nonce = body.get("nonce")
        for message in self.all:
            known = (message.channel_id, message.nonce) == (channel_id, str(nonce))
            if nonce is not None and body.get("enforce_nonce") and known:
                return message
        message = self._new(None, channel_id)
        message.nonce = None if nonce is None else str(nonce)
        self._write(message, body, files)
        return message

    def in_channel(self, channel_id: str, message_id: str) -> Message:
        """Return a public message by its channel and id."""
        for message in self.all:
            is_it = (message.channel_id, message.id) == (channel_id, message_id)
            if is_it and not message.is_deleted and not message.is_private:
                return message
        raise Refused(UNKNOWN_MESSAGE)

    def _check(self, token: str) -> None:
        if token in self.ended:
            raise Refused(TOKEN_ENDED)
        if token not in self._originals:
            raise Refused(UNKNOWN_WEBHOOK)

    def _new(self, token: str | None, channel_id: str) -> Message:
        message = Message(self._new_id(), channel_id, token)
        self.all.append(message)
        return message

    def _write(self, message: Message, body: Json, files: Sequence[bytes]) -> None:
        message.content = body.get("content", message.content) or ""
        message.components = body.get("components", message.components) or ()
        if "attachments" in body:
            # files listed by id stay; new files are listed by their number
            listed = {str(one["id"]) for one in body["attachments"] or ()}
            message.files = {key: data for key, data in message.files.items() if key in listed}
        message.files |= {self._new_id(): data for data in files}
        message.versions.append(message.content)


def new_ids(first: int) -> Callable[[], str]:
    """Return a function that returns rising ids."""
    counter = itertools.count(first)
    return lambda: str(next(counter))


def _walk(components: Sequence[Any]) -> Iterator[Json]:
    for component in components:
        yield component
        yield from _walk(component.get("components", ()))
