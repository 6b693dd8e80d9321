"""Knows whether OpenRouter's account and key can pay for images, and announces changes."""

import logging
from datetime import datetime, timedelta

from bot.errors import ClosedReason, IntakeClosed
from bot.policy.jobs.circuit_breaker import BreakerSettings, Circuit, CircuitBreaker, Probe
from bot.ports import Clock, KeyStatus
from bot.service.notifications import KeyTrouble, KeyWorks, Notifications, ProviderBlocked
from bot.service.provider.intake import Intake

log = logging.getLogger(__name__)

#: Only a request for an image can show that an empty account was topped up, so one is let through
#: after 1, 2, 4, 8, 16 and from then on every 30 minutes.
_WHILE_EMPTY = BreakerSettings(
    failures=1, window=timedelta(0), first=timedelta(minutes=1), most=timedelta(minutes=30)
)

#: Rejections of a key that open the breaker: a key that was just changed may be rejected once.
_KEY_REJECTIONS = 2

_WATCHED = (
    ClosedReason.KEY_REJECTED,
    ClosedReason.OUT_OF_CREDIT,
    ClosedReason.ACCOUNT_BLOCKED,
)

#: Between two notices that the same provider has blocked the account.
_ANNOUNCE_EVERY = timedelta(days=1)

#: Providers that are remembered for that; the bound is needed since their names come from outside.
_MOST_PROVIDERS = 100

_PROBLEMS = {
    ClosedReason.KEY_REJECTED: "OpenRouter does not accept OPENROUTER_API_KEY",
    ClosedReason.OUT_OF_CREDIT: "OpenRouter's account is empty, or a limit in dollars is spent",
    ClosedReason.ACCOUNT_BLOCKED: "OpenRouter has blocked the account",
}


class Account:
    """Knows whether images can be paid for; posts and logs a change once."""

    def __init__(self, intake: Intake, notifications: Notifications, *, clock: Clock) -> None:
        self.intake = intake
        self._notifications = notifications
        self._clock = clock
        self._credit = CircuitBreaker(_WHILE_EMPTY)
        self._reason = ClosedReason.OUT_OF_CREDIT
        """Why the breaker is open."""
        self._key_rejections = 0
        """How often OpenRouter rejected the key since the last image was generated."""
        self._announced: set[ClosedReason] = set()
        self._blocked_announced: dict[str, datetime] = {}
        """By provider: when the operator was told that it has blocked the account."""

    def check(self) -> None:
        """Pass if a request may be sent.

        Raises:
            IntakeClosed: With the time of the next try if that is known.
        """
        closed = self.intake.closed()
        for reason in _WATCHED:
            if reason in closed:
                raise IntakeClosed(reason)
        retry_at = self._credit.retry_at(self._clock.now())
        if retry_at is not None:
            raise IntakeClosed(self._reason, retry_at)

    def closed(self) -> frozenset[ClosedReason]:
        """Return why no requests are accepted; empty when they are."""
        closed = self.intake.closed()
        if self._credit.state(self._clock.now()) is Circuit.CLOSED:
            return closed
        return closed | {self._reason}

    def begin(self) -> Probe | None:
        """Let a request through that `check` passes; return its probe if it is one."""
        return self._credit.begin(self._clock.now())

    def paid(self, probe: Probe | None) -> None:
        """Record that an image arrived; only a probe shows that the account has credit again."""
        self._key_rejections = 0
        if probe is not None:
            self._credit.succeeded()
            self.announce()

    def key_rejected(self, probe: Probe | None) -> None:
        """Accept no more requests if this is not the first one rejected because of the key.

        OpenRouter may accept the key in a check and still reject it for images.
        """
        self._key_rejections += 1
        if self._key_rejections >= _KEY_REJECTIONS:
            self._reason = ClosedReason.KEY_REJECTED
            self._credit.failed(self._clock.now(), probe=probe)
            self.announce()

    def ran_out(self, probe: Probe | None) -> None:
        """Accept no more requests, since OpenRouter rejected one for lack of credit."""
        self._reason = ClosedReason.OUT_OF_CREDIT
        self._credit.failed(self._clock.now(), probe=probe)
        self.announce()

    def blocked(self, probe: Probe | None) -> None:
        """Accept no more requests, since OpenRouter has blocked the account."""
        self._reason = ClosedReason.ACCOUNT_BLOCKED
        self._credit.failed(self._clock.now(), probe=probe)
        self.announce()

    def blocked_by(self, provider: str, model_id: str) -> None:
        """Tell the operator, once a day, that one provider has blocked the account."""
        now = self._clock.now()
        announced_at = self._blocked_announced.get(provider)
        if announced_at is not None and now - announced_at < _ANNOUNCE_EVERY:
            return
        if len(self._blocked_announced) >= _MOST_PROVIDERS:
            self._blocked_announced.clear()
        self._blocked_announced[provider] = now
        log.error("%s has blocked the account; %s cannot be used", provider, model_id)
        self._notifications.post(ProviderBlocked(provider, model_id))

    def dropped(self, probe: Probe | None) -> None:
        """Record that a request ended without a verdict on the account."""
        self._credit.dropped(probe=probe)

    def learn(self, status: KeyStatus) -> None:
        """Open or close the intake by the result of a key check."""
        if not status.accepted:
            self.intake.close(ClosedReason.KEY_REJECTED)
            self.announce()
            return
        self.intake.open(ClosedReason.KEY_REJECTED)
        if is_spent(status):
            self.intake.close(ClosedReason.OUT_OF_CREDIT)
        elif self.intake.open(ClosedReason.OUT_OF_CREDIT):
            # the key's limit was the reason, so no probe is needed
            self._credit.succeeded()
        self.announce()

    def announce(self) -> None:
        """Post and log what has changed since the last time."""
        closed = self.closed()
        for reason in _WATCHED:
            if reason in closed and reason not in self._announced:
                self._announced.add(reason)
                log.error("no images until this is fixed: %s", _PROBLEMS[reason])
                self._notifications.post(KeyTrouble(reason))
            elif reason not in closed and reason in self._announced:
                self._announced.discard(reason)
                log.info("images can be paid again, no longer: %s", _PROBLEMS[reason])
                self._notifications.post(KeyWorks(reason))


def is_spent(status: KeyStatus) -> bool:
    """Return whether nothing is left of the key's own limit."""
    return status.remaining_micros is not None and status.remaining_micros <= 0
