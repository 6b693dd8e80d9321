"""Changes of the application by `PATCH /applications/@me`.

Rules: Discord's OpenAPI, `ApplicationFormPartial`, read 2026-11-30. The description is documented
as a string and specified as an object; both are accepted.
"""

from typing import cast

from testkit.discord_loopback.messages import Refusal, Refused
from testkit.discord_loopback.payloads import Json

_SCOPES = {"bot", "applications.commands"}
_MOST_PERMISSIONS = 2**54 - 1
_MOST_DESCRIPTION = 400
_INSTALL_FIELDS = ("install_params", "integration_types_config", "custom_install_url")

#: https://github.com/discord/discord-api-docs/issues/5292, read 2026-11-30
_PRIVATE = "Cannot have install fields on a private application."


def changed_application(application: Json, body: Json) -> Json:
    """Return the application after a change.

    Raises:
        Refused: The body breaks a rule.
    """
    if application.get("bot_public") is False and any(body.get(name) for name in _INSTALL_FIELDS):
        raise _invalid(_PRIVATE)
    changed = application | {
        name: body[name]
        for name in ("custom_install_url", "interactions_endpoint_url", "tags")
        if name in body
    }
    if "description" in body:
        changed["description"] = _description(body["description"])
    if "install_params" in body:
        changed["install_params"] = _params(body["install_params"])
    if "integration_types_config" in body:
        changed["integration_types_config"] = _contexts(body["integration_types_config"])
    return changed


def _description(value: object) -> str:
    text = cast("Json", value).get("default") if isinstance(value, dict) else value
    if not isinstance(text, str) or len(text) > _MOST_DESCRIPTION:
        raise _invalid("description")
    return text


def _contexts(value: Json) -> Json:
    if not value or set(value) - {"0", "1"}:
        raise _invalid("integration_types_config")
    return {key: _context(config) for key, config in value.items()}


def _context(config: Json) -> Json:
    params = config.get("oauth2_install_params")
    return {} if params is None else {"oauth2_install_params": _params(params)}


def _params(value: Json) -> Json:
    scopes: list[str] = value.get("scopes") or []
    permissions = value.get("permissions") or 0
    if not scopes or set(scopes) - _SCOPES or len(set(scopes)) < len(scopes):
        raise _invalid("scopes")
    if not 0 <= int(permissions) <= _MOST_PERMISSIONS or (permissions and "bot" not in scopes):
        raise _invalid("permissions")
    # answers have permissions as text
    return {"scopes": scopes, "permissions": str(permissions)}


def _invalid(what: str) -> Refused:
    return Refused(Refusal(400, 50035, f"Invalid Form Body: {what}"))
