"""The application's settings at Discord that the bot works best with, as far as the API allows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import discord

from bot.settings import Settings
from bot.ui.invite import INVITE_PERMISSIONS, INVITE_SCOPES

#: Installation contexts: to a server, and to a user.
#: https://docs.discord.com/developers/resources/application, read 2026-11-30
_SERVER, _USER = "0", "1"

_USER_SCOPES = ("applications.commands",)

#: Bit sets have up to 63 bits; `int` refuses very long texts.
_NUMBER = re.compile(r"[0-9]{1,19}")

_CONTEXTS = "integration_types_config"
_PARAMS = "oauth2_install_params"

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One setting that would be changed."""

    title: str
    """What the portal calls it."""
    now: str
    then: str
    field: str
    """Discord's name of it."""
    value: object


def changes_for(application: Json, settings: Settings) -> list[Change]:
    """Return the changes of an application; what is sufficient already is left as it is.

    Args:
        application: Discord's application object.
        settings: The bot's settings.
    """
    changes: list[Change] = []
    # https://github.com/discord/discord-api-docs/issues/5292, read 2026-11-30
    if application.get("bot_public") is not False:
        changes += _contexts(_object(application.get(_CONTEXTS)), settings)
        changes += _install_link(application)
    if not application.get("description"):
        text = f"Creates images from a description: type /{settings.command_name}."
        changes.append(Change("Description", "none", text, "description", text))
    return changes


def body_of(changes: Sequence[Change]) -> dict[str, object]:
    """Return the body of `PATCH /applications/@me`."""
    body: dict[str, object] = {}
    for change in changes:
        body[change.field] = change.value
    return body


def _contexts(configured: Json, settings: Settings) -> Iterator[Change]:
    """Yield a change for each context; the value of the last one has them all."""
    wanted: list[tuple[str, str, Sequence[str], int]] = [
        ("Guild Install", _SERVER, INVITE_SCOPES, INVITE_PERMISSIONS.value)
    ]
    if settings.allow_dms:
        wanted.append(("User Install", _USER, _USER_SCOPES, 0))
    # contexts that stay are sent again, or they would be switched off
    value: dict[str, object] = {key: _sent(_params(configured, key)) for key in configured}
    for title, key, scopes, permissions in wanted:
        present = _params(configured, key)
        params = _extended(present, scopes, permissions)
        if params is not None:
            value[key] = {_PARAMS: params}
            yield Change(title, _words(present), _words(params), _CONTEXTS, value)


def _install_link(application: Json) -> Iterator[Change]:
    present = _object(application.get("install_params"))
    params = _extended(present, INVITE_SCOPES, INVITE_PERMISSIONS.value)
    if params is not None and not application.get("custom_install_url"):
        yield Change("Install Link", _words(present), _words(params), "install_params", params)


def _extended(present: Json, scopes: Sequence[str], permissions: int) -> dict[str, object] | None:
    """Return install parameters with everything that is needed; None if nothing is missing."""
    held, allowed = _scopes(present), _permissions(present)
    if set(scopes) <= set(held) and allowed & permissions == permissions:
        return None
    together = list(dict.fromkeys((*held, *scopes)))
    return {"scopes": together, "permissions": allowed | permissions}


def _sent(params: Json) -> dict[str, object]:
    """Return a context as it is sent; its answers have the permissions as text."""
    if not params:
        return {}
    return {_PARAMS: {"scopes": _scopes(params), "permissions": _permissions(params)}}


def _words(params: Json) -> str:
    permissions = discord.Permissions(_permissions(params))
    names = [name for name, is_held in permissions if is_held]
    # discord.py has an old name for this one
    shown = ["view_channel" if name == "read_messages" else name for name in names]
    words = [*_scopes(params), *(name.replace("_", " ").title() for name in shown)]
    return ", ".join(words) or "none"


def _params(configured: Json, key: str) -> Json:
    return _object(_object(configured.get(key)).get(_PARAMS))


def _scopes(params: Json) -> list[str]:
    found = params.get("scopes")
    if not isinstance(found, list):
        return []
    return [str(scope) for scope in cast("list[object]", found)]


def _permissions(params: Json) -> int:
    text = str(params.get("permissions") or "0")
    return int(text) if _NUMBER.fullmatch(text) else 0


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}
