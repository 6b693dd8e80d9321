"""Which models can be used now: a circuit breaker per model, and one for OpenRouter as a whole."""

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

#: Three failures in a row are not chance: each remained after OpenRouter's own fail-over between
#: providers and our extra attempt. Three that take the usual 300 s each fit in the window.
_BREAKER_SETTINGS = BreakerSettings(
    failures=3,
    window=timedelta(minutes=15),
    first=timedelta(seconds=30),
    most=timedelta(minutes=5),
)

#: Most images arrive sooner. The timeout of a request that had less time, because its job waited in
#: the queue, says nothing about its model.
_LONG_ENOUGH = timedelta(seconds=60)

#: Error types that mean OpenRouter itself if no provider is named.
#: https://openrouter.ai/docs/api-reference/errors, read 2026-11-22
_OWN_TYPES = frozenset({None, "server", "unmapped"})

#: Models that are remembered at once; the catalogue has some fifty.
_MOST_MODELS = 256


@dataclass(frozen=True, slots=True)
class _Request:
    """A running request, and the breakers for which it is the probe."""

    began_at: datetime
    member: Hashable = None
    credit: Probe | None = None
    openrouter: Probe | None = None
    model: Probe | None = None


class ProviderHealth:
    """Lets requests through, or refuses them at once.

    Every `begin` is followed by exactly one of `succeeded`, `failed` and `dropped` in the same
    task, which identifies the request.
    """

    def __init__(
        self,
        key_watch: KeyWatch,
        *,
        clock: Clock,
        caller: Callable[[], Hashable] = asyncio.current_task,
        most_models: int = _MOST_MODELS,
    ) -> None:
        """Store the dependencies.

        Args:
            key_watch: Told of answers that concern the account.
            clock: The time.
            caller: Identifies the running task.
            most_models: How many models whose last request failed are remembered.
        """
        self._key_watch = key_watch
        self._account = key_watch.account
        self._clock = clock
        self._caller = caller
        self._most_models = most_models
        self._openrouter = CircuitBreaker(_BREAKER_SETTINGS)
        self._models: dict[str, CircuitBreaker] = {}
        """Breakers of models whose last request failed."""
        self._last_maker: str | None = None
        """The maker of the model that failed last; None once anything has worked."""
        self._last_counted: Hashable = None
        """The caller whose failure last counted for OpenRouter as a whole."""
        self._requests: dict[Hashable, _Request] = {}

    def check(self, model_id: str) -> None:
        """Pass if a request to a model may be sent now; changes nothing.

        Raises:
            ProviderOnHold: The model, or OpenRouter as a whole, is on hold.
            IntakeClosed: The account or the key cannot pay.
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

    def is_on_hold(self, model_id: str) -> bool:
        """Return whether a model, or OpenRouter as a whole, is on hold now."""
        now = self._clock.now()
        breakers = (self._openrouter, self._models.get(model_id))
        return any(breaker and breaker.retry_at(now) is not None for breaker in breakers)

    def begin(self, model_id: str, *, member: Hashable) -> None:
        """Let a request through, as the probe if one is due.

        Args:
            model_id: The model.
            member: The requester: one member's prompts alone put no model on hold for others.

        Raises:
            ProviderOnHold: As `check` does; nothing was changed.
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
        """Record that an image arrived, and its cost in micro-dollars if that is known."""
        request = self._end()
        self._account.paid(request.credit)
        self._works(model_id)
        self._works(None)
        self._key_watch.note_spent(cost_micros or 0)

    def failed(self, model_id: str, error: GenerationFailed) -> None:
        """Record that no image arrived."""
        request = self._end()
        self._judge_account(model_id, request, error)
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
                # OpenRouter answered, which says nothing about the model
                self._works(None)
        self._return_probes(model_id, request)

    def dropped(self, model_id: str) -> None:
        """Record that a request ended without a verdict."""
        request = self._end()
        self._account.dropped(request.credit)
        self._return_probes(model_id, request)

    def state(self) -> Mapping[str | None, Circuit]:
        """Return the state of each breaker by model id; None is OpenRouter as a whole.

        The breakers of missing models are closed.
        """
        now = self._clock.now()
        circuits = {model_id: breaker.state(now) for model_id, breaker in self._models.items()}
        return {None: self._openrouter.state(now), **circuits}

    def closed(self) -> frozenset[ClosedReason]:
        """Return why no requests are accepted; empty when they are."""
        return self._account.closed()

    def _end(self) -> _Request:
        return self._requests.pop(self._caller(), None) or _Request(self._clock.now())

    def _judge_account(self, model_id: str, request: _Request, error: GenerationFailed) -> None:
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

    def _return_probes(self, model_id: str, request: _Request) -> None:
        """Release the probes that no verdict has used."""
        self._openrouter.dropped(probe=request.openrouter)
        breaker = self._models.get(model_id)
        if breaker is not None:
            breaker.dropped(probe=request.model)

    def _is_silence(self, request: _Request, error: GenerationFailed) -> bool:
        """Return whether a timeout is the provider's fault."""
        # our own deadline passes without a status, or during an answer with status 200
        is_reported = error.error_type is not None or error.status not in {None, HTTPStatus.OK}
        return is_reported or self._clock.now() - request.began_at >= _LONG_ENOUGH

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
            return  # it concerns one provider alone
        # Models of one maker may share a provider, so only a further failure of another maker's
        # model points to OpenRouter.
        maker = model_id.partition("/")[0]
        is_elsewhere_too = maker != self._last_maker
        self._last_maker = maker
        if request.openrouter is None and not (is_elsewhere_too or _is_own(error)):
            return
        # Failures of one job count once even if it tried several models; otherwise one member could
        # open the breaker for all.
        caller = self._caller()
        if request.openrouter is not None or caller != self._last_counted:
            self._last_counted = caller
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
        # No prompt can cause a failure before anything is sent, and a blocked account fails for all
        # prompts, so these count without a member.
        is_unsent = error.status is None and error.charge is Charge.NONE
        is_for_all = is_unsent or isinstance(error, AccountBlocked)
        if breaker.failed(
            now,
            probe=probe,
            member=None if is_for_all else member,
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
    """Return whether a failure is OpenRouter's or the connection's, and not one provider's."""
    if error.status is None:
        return isinstance(error, ProviderDown)
    return (
        error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        and error.provider is None
        and error.error_type in _OWN_TYPES
    )
