"""Trigger words in prompts that cause failures, to show each kind in the sandbox."""

from dataclasses import replace
from typing import Final

from bot.sandbox.painter.scripted_answer import ScriptedAnswer

#: Extra seconds for a prompt with `slow`.
_SLOW_S: Final = 6.0
_RETRY_AFTER_S: Final = 3.0


class TriggerWords:
    """Chooses answers by trigger words in prompts."""

    def __init__(self) -> None:
        self._rate_limited: set[str] = set()

    def answer(self, prompt: str, usual: ScriptedAnswer) -> ScriptedAnswer:
        """Return the answer for a prompt's trigger word, or the usual answer if it has none.

        `forbidden` is rejected, `broken` fails, `busy` is rate limited once per prompt, and `slow`
        takes longer.
        """
        text = prompt.lower()
        if "forbidden" in text:
            return ScriptedAnswer.error(
                403,
                error_type="content_policy_violation",
                message="Your prompt was flagged by the content policy",
                metadata={"reasons": ["forbidden word"], "flagged_input": prompt[:100]},
            )
        if "broken" in text:
            message = "Provider returned error"
            return ScriptedAnswer.error(502, error_type="provider_unavailable", message=message)
        if "busy" in text and prompt not in self._rate_limited:
            self._rate_limited.add(prompt)
            return ScriptedAnswer.error(
                429,
                error_type="rate_limit_exceeded",
                message="The provider has too much to do",
                retry_after=_RETRY_AFTER_S,
            )
        if "slow" in text:
            return replace(usual, latency_s=usual.latency_s + _SLOW_S)
        return usual
