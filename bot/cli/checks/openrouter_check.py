"""Checks the key and the models at OpenRouter; only GET requests are sent."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from bot.cli.checks.discord_check import is_token
from bot.cli.checks.finding import Check, Finding
from bot.cli.checks.hosts import host_of, is_found
from bot.cli.checks.openrouter.sentences import OpenRouterFound
from bot.cli.checks.sentences import Found
from bot.errors import GenerationFailed, GenerationTimedOut, ProviderDown
from bot.policy.images.model import Model, successors_of
from bot.policy.limits.limit import Cap
from bot.policy.money import format_usd
from bot.ports import Clock, KeyStatus
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.openrouter.catalogue.catalog import Catalog

#: Seconds for the prices of all models; those not read by then are not shown.
_PRICES_S = 2.0

#: The region of a key without a restriction.
_EVERYWHERE = "global"

#: Prices are shown for one square image of the smallest common size.
_SIZE = "1K"


async def check_key(settings: Settings, clock: Clock) -> list[Finding]:
    """Ask OpenRouter whether it accepts the key, and what the key may still spend.

    A Discord token is not sent.
    """
    if has_token_as_key(settings):
        return [_finding(Found.KEY_IS_TOKEN)]
    status = await query_status(settings, clock)
    if isinstance(status, Finding):
        return [status]
    return list(judge_key(status, settings.caps.get(Cap.BUDGET_USD_PER_DAY)))


def has_token_as_key(settings: Settings) -> bool:
    """Tell whether a Discord token was set in place of the key."""
    key = settings.openrouter_api_key
    return key is not None and is_token(key.get_secret_value())


async def query_status(settings: Settings, clock: Clock) -> KeyStatus | Finding:
    """Ask OpenRouter about the key; return what went wrong if it does not say anything."""
    from bot.openrouter.client import open_session
    from bot.openrouter.exchange import ClientConfig
    from bot.openrouter.key_query import query_key
    from bot.studio import client_config

    host = host_of(settings.openrouter_base_url)
    if not await is_found(host):
        return _finding(Found.OPENROUTER_UNREACHABLE, host=host)
    try:
        async with open_session(keep_alive=False) as session:
            config: ClientConfig = client_config(settings)
            return await query_key(session, config, now=clock.now)
    except (ProviderDown, GenerationTimedOut) as error:
        if error.status is None:
            return _finding(Found.OPENROUTER_UNREACHABLE, host=host)
        return _fault(error)
    except GenerationFailed as error:
        return _fault(error)


@asynccontextmanager
async def open_catalog(settings: Settings, clock: Clock) -> AsyncGenerator["Catalog"]:
    """Open OpenRouter's lists of models, unread and without a copy on disk."""
    from bot.openrouter.catalogue.catalog import Catalog
    from bot.openrouter.client import open_session

    async with open_session(keep_alive=False) as session:
        yield Catalog(
            session,
            settings.openrouter_base_url,
            clock=clock,
            preferred=settings.models,
            successors=settings.model_successors,
        )


async def check_models(settings: Settings, clock: Clock) -> list[Finding]:
    """Compare MODELS with OpenRouter's lists."""
    if not await is_found(host_of(settings.openrouter_base_url)):
        return [Finding(Check.MODELS, Found.CATALOGUE_UNREAD)]
    async with open_catalog(settings, clock) as catalog:
        if not await catalog.refresh(with_prices=False):
            return [Finding(Check.MODELS, Found.CATALOGUE_UNREAD)]
        endpoints: dict[str, int] = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(_PRICES_S):
                endpoints = await catalog.refresh_prices(settings.models)
    return list(_judge_models(settings, catalog, endpoints))


def judge_key(status: KeyStatus, budget_micros: int | None) -> Iterator[Finding]:
    """Yield what the key's state means for the bot.

    Args:
        status: From OpenRouter.
        budget_micros: BUDGET_USD_PER_DAY; None without one.
    """
    left = status.remaining_micros
    if not status.accepted:
        yield _finding(Found.KEY_REJECTED)
        return
    if status.is_management:
        yield _finding(Found.KEY_MANAGEMENT)
        return
    if left is None:
        yield _finding(Found.KEY_UNLIMITED)
    elif not left:
        yield _finding(Found.KEY_SPENT)
    elif budget_micros is not None and left < budget_micros:
        budget = format_usd(budget_micros)
        yield _finding(Found.KEY_BELOW_BUDGET, left=format_usd(left), budget=budget)
    else:
        yield _finding(Found.KEY_FINE, left=format_usd(left))
    if left is not None and status.limit_micros is None:
        yield _finding(Found.KEY_LIMITED_ABOVE)
    regions = [region for region in status.data_regions if region != _EVERYWHERE]
    if regions:
        yield _finding(Found.KEY_REGIONS, regions=", ".join(regions))


def _judge_models(
    settings: Settings, catalog: "Catalog", endpoints: Mapping[str, int]
) -> Iterator[Finding]:
    listed = {model.id: model for model in catalog.listed()}
    alive = [listed[model_id] for model_id in settings.models if model_id in listed]
    gone = [model_id for model_id in settings.models if model_id not in listed]
    if catalog.choose(None) is None:
        yield Finding(Check.MODELS, Found.MODELS_GONE)
        return
    if alive:
        models = ", ".join(_described(model, endpoints.get(model.id)) for model in alive)
        found = Found.MODELS_SOME if gone else Found.MODELS_FINE
        yield Finding(Check.MODELS, found, {"models": models})
    for model in alive:
        if endpoints.get(model.id) == 0:
            yield Finding(Check.MODELS, OpenRouterFound.MODEL_UNSERVED, {"model": model.id})
    for model_id in gone:
        successors = successors_of(model_id, settings.model_successors)
        successor = next((each for each in successors if each in listed), None)
        if successor is None:
            yield Finding(Check.MODELS, Found.MODEL_GONE_FOR_GOOD, {"model": model_id})
        else:
            facts = {"model": model_id, "successor": successor}
            yield Finding(Check.MODELS, Found.MODEL_GONE, facts)


def _described(model: Model, endpoints: int | None) -> str:
    price = model.price_micros(_SIZE)
    parts = ["price unknown" if price is None else format_usd(price)]
    if endpoints:
        parts.append(f"{endpoints} endpoint" + ("s" if endpoints > 1 else ""))
    return f"{model.id} ({', '.join(parts)})"


def _fault(error: GenerationFailed) -> Finding:
    reason = f"status {error.status}" if error.status else type(error).__name__
    return _finding(Found.OPENROUTER_FAULT, error=reason)


def _finding(found: Found, **facts: object) -> Finding:
    return Finding(Check.OPENROUTER, found, facts)
