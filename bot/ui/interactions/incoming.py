"""Events as they come from Discord: what is missing or odd in one of them ends nothing.

discord.py takes every field for granted. What it raises while it reads an event ends the whole
connection, and with it the program.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import discord
from discord.http import Route

from bot.i18n import texts_for
from bot.logs import log_unexpected
from bot.ui.interactions.first_response import answering_once
from bot.ui.interactions.reply import NOT_TAKEN
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT
from bot.ui.sentences import explain

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

_INTERACTION = "INTERACTION_CREATE"

#: Without these there is no connection, so that their failure has to end it.
_CONNECTING = {"READY", "RESUMED"}

#: What discord.py wants of every interaction, where Discord leaves it out.
_DEFAULTS: Payload = {"version": 1, "entitlements": [], "channel": {}}

#: What discord.py wants of every message.
_MESSAGE_DEFAULTS: Payload = {"type": 0, "content": "", "embeds": [], "attachments": []}

#: What discord.py wants of every attachment; one without them cannot be had.
_ATTACHMENT_KEYS = {"id", "filename", "size", "url"}

#: What the bot never looks at in a message. It may be half there: a poll has no end in some.
_UNUSED = {
    "activity",
    "application",
    "call",
    "interaction",
    "poll",
    "purchase_notification",
    "reactions",
    "referenced_message",
    "role_subscription_data",
    "sticker_items",
    "thread",
}

# https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
_COMPLETING = 4
_MESSAGE, _CHOICES = 4, 8
_PRIVATE = 1 << 6


def guard_events(client: discord.Client, start: Callable[[str, Any], object]) -> None:
    """Let no event end the program, and no interaction that cannot be read stay unanswered.

    Args:
        client: Not connected yet.
        start: Starts a named task.
    """
    # there is no public place between the socket and the cache
    parsers: dict[str, Callable[[Any], None]] = client._connection.parsers  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    for event, parse in parsers.items():
        if event == _INTERACTION:
            parsers[event] = partial(_take_interaction, client, start, parse)
        elif event not in _CONNECTING:
            parsers[event] = partial(_take, event, parse)


def mend_interaction(event: Payload) -> dict[str, Any]:
    """Return an interaction with all that discord.py cannot do without, and none of what is unused.

    Nothing is changed that the bot uses, where it is there.
    """
    whole = {**_DEFAULTS, **_without_nulls(event)}
    limit = whole.get("attachment_size_limit")
    if not isinstance(limit, int) or limit <= 0:
        whole["attachment_size_limit"] = SMALLEST_UPLOAD_LIMIT
    if "message" in whole:
        whole["message"] = _mend_message(whole["message"])
    data: dict[str, Any] = whole.get("data", {})
    if data.get("resolved"):
        whole["data"] = {**data, "resolved": _mend_resolved(data["resolved"])}
    return whole


def _mend_resolved(resolved: Payload) -> dict[str, Any]:
    whole = _without_nulls(resolved)
    messages: dict[str, Any] = whole.get("messages", {})
    if messages:
        whole["messages"] = {key: _mend_message(one) for key, one in messages.items()}
    return whole


def _mend_message(message: Payload) -> dict[str, Any]:
    used = {key: value for key, value in _without_nulls(message).items() if key not in _UNUSED}
    whole = {**_MESSAGE_DEFAULTS, **used}
    whole["attachments"] = [
        {"proxy_url": one["url"], **one}
        for one in whole["attachments"]
        if one.keys() >= _ATTACHMENT_KEYS
    ]
    if "message_snapshots" in whole:
        whole["message_snapshots"] = [
            {**one, "message": _mend_snapshot(one["message"], whole)}
            for one in whole["message_snapshots"]
            if one.get("message")
        ]
    if not str(whole.get("message_reference", {}).get("channel_id", "")).isdigit():
        # nobody looks at it
        whole.pop("message_reference", None)
    return whole


def _mend_snapshot(message: Payload, around: Payload) -> dict[str, Any]:
    """Return what a message forwards; it is as old as that message where it does not say."""
    whole = _mend_message(message)
    whole.setdefault("timestamp", around.get("timestamp"))
    whole.setdefault("edited_timestamp", None)
    return whole


def _without_nulls(payload: Payload) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if value is not None}


def _take(event: str, parse: Callable[[Any], None], payload: Payload) -> None:
    try:
        parse(payload)
    except Exception:
        # its payload may have names and words of people in it
        log.exception("an event could not be read: %s", event)


def _take_interaction(
    client: discord.Client,
    start: Callable[[str, Any], object],
    parse: Callable[[Any], None],
    payload: Payload,
) -> None:
    with answering_once():
        try:
            parse(mend_interaction(payload))
        except Exception as error:  # noqa: BLE001 - told to the member, and to the log
            ours = log_unexpected(error)
            sentence = explain(ours, texts_for(payload.get("locale")))
            start(f"unread:{payload.get('id')}", _answer_unread(client, payload, sentence))


async def _answer_unread(client: discord.Client, payload: Payload, sentence: str) -> None:
    """Answer an interaction of which only the id and the token could be read."""
    if payload.get("type") == _COMPLETING:
        answer: Payload = {"type": _CHOICES, "data": {"choices": []}}
    else:
        answer = {"type": _MESSAGE, "data": {"content": sentence, "flags": _PRIVATE}}
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=payload.get("id"),
        webhook_token=payload.get("token"),
    )
    try:
        await client.http.request(route, json=answer)
    except NOT_TAKEN as error:
        log.warning("an interaction that could not be read stays unanswered: %s", error)
