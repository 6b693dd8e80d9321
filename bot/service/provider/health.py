"""Who may be asked for an image now: circuit breakers per model and for OpenRouter as a whole."""

import asyncio
import logging
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from bot.errors import (
    AccountBlocked,
    Charge,
    ClosedReason,
    GenerationFailed,
    KeyRejected,
    OutOfCredit,
    ProviderDown,
    ProviderOnHold,
    failure_kind,
)
from bot.policy.jobs.circuit_breaker import BreakerSettings, Circuit, CircuitBreaker, Probe
from bot.ports import Clock
from bot.service.provider.key_watch import KeyWatch

log = logging.getLogger(__name__)

#: Three in a row are no bad luck: each is what was left after OpenRouter's own fail-over between
#: providers and our extra attempt. Three that take the usual 300 s each fit in the window.
_BREAKER_SETTINGS = BreakerSettings(
    failures=3,
    window=timedelta(minutes=15),
    first=timedelta(seconds=30),
    most=timedelta(minutes=5),
)

#: Most images come sooner. A request that had less time, because its job had waited in line, says
#: nothing about its model when that is over.
_LONG_ENOUGH = timedelta(seconds=60)

#: Error types with which OpenRouter means itself, where it names no provider.
#: https://openrouter.ai/docs/api-reference/errors, read 2026-11-22
_OWN_TYPES = frozenset({None, "server", "unmapped"})

#: Models that are kept in mind at once; the catalogue has some fifty.
_MOST_MODELS = 256


@dataclass(frozen=True, slots=True)
class _Request:
    """A request under way; where it is a probe, for what."""

    began_at: datetime
    member: Hashable = None
    credit: Probe | None = None
    openrouter: Probe | None = None
    model: Probe | None = None


class ProviderHealth:
    """Lets requests through or refuses them at once.

    Every `begin` is followed by exactly one of `succeeded`, `failed` and `dropped` in the same
    task, by which a request is known again.
    """

    def __init__(
        self,
        key_watch: KeyWatch,
        *,
        clock: Clock,
        caller: Callable[[], Hashable] = asyncio.current_task,
        most_models: int = _MOST_MODELS,
    ) -> None:
        """Take the tools.

        Args:
            key_watch: Hears of answers that are about the account.
            clock: The time.
            who: Names whoever calls.
            most_models: How many models are remembered that failed last.
        """
        self._key_watch = key_watch
        self._account = key_watch.account
        self._clock = clock
        self._caller = caller
        self._most_models = most_models
        self._openrouter = CircuitBreaker(_BREAKER_SETTINGS)
        self._models: dict[str, CircuitBreaker] = {}
        """Of models that failed last."""
        self._last_maker: str | None = None
        """Whose model failed last, until anything works."""
        self._last_counted: Hashable = None
        """Who last saw OpenRouter as a whole fail."""
        self._requests: dict[Hashable, _Request] = {}

    def check(self, model_id: str) -> None:
        """Pass when a model may be asked now; changes nothing.

        Raises:
            ProviderOnHold: It, or OpenRouter as a whole, is left alone for a while.
            IntakeClosed: The account or the key does not pay.
        """
        self._account.check()
        now = self._clock.now()
        retry_at = self._openrouter.retry_at(now)
        if retry_at is not None:
            raise ProviderOnHold(None, retry_at)
        breaker = self._models.get(model_id)
        retry_at = breaker and breaker.retry_at(now)
        if retry_at is not None:
            raise ProviderOnHold(model_id, retry_at)

    def is_open(self, model_id: str) -> bool:
        """Tell whether a model, or OpenRouter as a whole, is left alone now."""
        now = self._clock.now()
        breakers = (self._openrouter, self._models.get(model_id))
        return any(breaker and breaker.retry_at(now) is not None for breaker in breakers)

    def begin(self, model_id: str, *, member: Hashable) -> None:
        """Let a request through, as the probe where one is due.

        Args:
            model_id: Who is asked.
            member: For whom, so that one member's prompts put nobody on hold for others.

        Raises:
            ProviderOnHold: As `check`; nothing was taken.
            IntakeClosed: The same.
        """
        self.check(model_id)
        now, breaker = self._clock.now(), self._models.get(model_id)
        self._requests[self._caller()] = _Request(
            now,
            member,
            credit=self._account.begin(),
            openrouter=self._openrouter.begin(now),
            model=breaker.begin(now) if breaker else None,
        )

    def succeeded(self, model_id: str, *, cost_micros: int | None = None) -> None:
        """Note that an image came, and what it cost in micro-dollars where that is known."""
        request = self._end()
        self._account.paid(request.credit)
        self._works(model_id)
        self._works(None)
        self._key_watch.note_spent(cost_micros or 0)

    def failed(self, model_id: str, error: GenerationFailed) -> None:
        """Note that no image came."""
        request = self._end()
        match error:
            case OutOfCredit():
                self._account.ran_out(request.credit)
                self._key_watch.ask()
            case KeyRejected():
                self._account.key_rejected(request.credit)
                self._key_watch.suspect()
            case AccountBlocked(provider=None):
                self._account.blocked(request.credit)
            case AccountBlocked(provider=provider):
                self._account.blocked_by(provider or "", model_id)
                self._fails(model_id, request, error)
            case _:
                pass
        self._account.dropped(request.credit)
        match failure_kind(error):
            case "capacity" | "outage":
                self._fails(model_id, request, error)
            case "timeout" if self._is_silence(request, error):
                self._fails(model_id, request, error)
            case "timeout":
                pass
            case "refusal" | "our_mistake":
                self._works(model_id)
                self._works(None)
            case _:
                # OpenRouter answered; whether the model paints is not known from that
                self._works(None)
        self._return_probes(model_id, request)

    def dropped(self, model_id: str) -> None:
        """Note that a request ended without a verdict."""
        request = self._end()
        self._account.dropped(request.credit)
        self._return_probes(model_id, request)

    def state(self) -> Mapping[str | None, Circuit]:
        """Return the state by model id, and by None of OpenRouter as a whole.

        A model that is missing is closed.
        """
        now = self._clock.now()
        circuits = {model_id: breaker.state(now) for model_id, breaker in self._models.items()}
        return {None: self._openrouter.state(now), **circuits}

    def closed(self) -> frozenset[ClosedReason]:
        """Return why no images are taken; empty when they are."""
        return self._account.closed()

    def _end(self) -> _Request:
        return self._requests.pop(self._caller(), None) or _Request(self._clock.now())

    def _return_probes(self, model_id: str, request: _Request) -> None:
        """Return the probes that no verdict has used up."""
        self._openrouter.dropped(probe=request.openrouter)
        breaker = self._models.get(model_id)
        if breaker is not None:
            breaker.dropped(probe=request.model)

    def _is_silence(self, request: _Request, error: GenerationFailed) -> bool:
        """Tell whether a timeout is the provider's fault."""
        # our own deadline passes without a status, or within an answer that began well
        is_told = error.error_type is not None or error.status not in {None, HTTPStatus.OK}
        return is_told or self._clock.now() - request.began_at >= _LONG_ENOUGH

    def _works(self, model_id: str | None) -> None:
        if model_id is None:
            breaker, self._last_maker = self._openrouter, None
        else:
            breaker = self._models.pop(model_id, None)
        if breaker is None:
            return
        if breaker.state(self._clock.now()) is not Circuit.CLOSED:
            log.info("%s works again", model_id or "OpenRouter")
        breaker.succeeded()

    def _fails(self, model_id: str, request: _Request, error: GenerationFailed) -> None:
        breaker = self._models.get(model_id)
        if breaker is None:
            if len(self._models) >= self._most_models:
                self._models.pop(next(iter(self._models)))
            breaker = self._models[model_id] = CircuitBreaker(_BREAKER_SETTINGS)
        self._count(breaker, model_id, request.model, request.member, error)
        if isinstance(error, AccountBlocked):
            return  # it is about one provider
        # Several models of one maker share a provider, so that only another maker's failure on top
        # of it points at what they have in common.
        maker = model_id.partition("/")[0]
        is_elsewhere_too = maker != self._last_maker
        self._last_maker = maker
        if request.openrouter is None and not (is_elsewhere_too or _is_own(error)):
            return
        # one wish that asks several models is one witness, or one member could stop all others
        witness = self._caller()
        if request.openrouter is not None or witness != self._last_counted:
            self._last_counted = witness
            self._count(self._openrouter, None, request.openrouter, request.member, error)

    def _count(
        self,
        breaker: CircuitBreaker,
        model_id: str | None,
        probe: Probe | None,
        member: Hashable,
        error: GenerationFailed,
    ) -> None:
        now = self._clock.now()
        # before anything is sent no prompt is to blame, and a blocked account meets every prompt
        is_unsent = error.status is None and error.charge is Charge.NONE
        is_nobodys = is_unsent or isinstance(error, AccountBlocked)
        if breaker.failed(
            now,
            probe=probe,
            member=None if is_nobodys else member,
            retry_after_s=error.retry_after_s,
        ):
            log.warning(
                "%s is on hold until %s after %s: %s",
                model_id or "OpenRouter",
                breaker.retry_at(now),
                type(error).__name__,
                error,
            )


def _is_own(error: GenerationFailed) -> bool:
    """Tell whether a failure is OpenRouter's, or of the way to it, and not one provider's."""
    if error.status is None:
        return isinstance(error, ProviderDown)
    return (
        error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        and error.provider is None
        and error.error_type in _OWN_TYPES
    )
