"""A member's own values for options that a command leaves out."""

from dataclasses import dataclass, replace

from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO


@dataclass(frozen=True, slots=True)
class MemberDefaults:
    """The defaults of one member; None is the bot's own default."""

    model: str | None = None
    """A model id; the model may be gone by now."""
    ratio: str | None = None
    size: str | None = None
    style: str | None = None
    """A style's name; other servers may not have the style."""
    private: bool | None = None

    def updated(self, changes: "MemberDefaults") -> "MemberDefaults":
        """Return the defaults with all changes that are not None."""
        return MemberDefaults(
            model=self.model if changes.model is None else changes.model,
            ratio=self.ratio if changes.ratio is None else changes.ratio,
            size=self.size if changes.size is None else changes.size,
            style=self.style if changes.style is None else changes.style,
            private=self.private if changes.private is None else changes.private,
        )

    def fitted(self, model: Model) -> "MemberDefaults":
        """Return the defaults that a model accepts, so that no default makes a request refused."""
        ratio, size = self.ratio, self.size
        return replace(
            self,
            ratio=ratio if ratio == AUTO or ratio in model.ratios else None,
            size=size if size in model.sizes else None,
        )
