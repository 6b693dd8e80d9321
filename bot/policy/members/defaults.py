"""What a member wants where a command does not say."""

from dataclasses import dataclass, replace

from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO


@dataclass(frozen=True, slots=True)
class MemberDefaults:
    """What holds for a member's wishes; None leaves it to the bot, as it is for everybody."""

    model: str | None = None
    """A model id, which may be gone by now."""
    ratio: str | None = None
    size: str | None = None
    style: str | None = None
    """Its name, which another server may not have."""
    private: bool | None = None

    def updated(self, given: "MemberDefaults") -> "MemberDefaults":
        """Return them with what is given in place of what was; None leaves as it was."""
        return MemberDefaults(
            model=self.model if given.model is None else given.model,
            ratio=self.ratio if given.ratio is None else given.ratio,
            size=self.size if given.size is None else given.size,
            style=self.style if given.style is None else given.style,
            private=self.private if given.private is None else given.private,
        )

    def fitted(self, model: Model) -> "MemberDefaults":
        """Return them without what a model does not accept, so that a default refuses no wish."""
        ratio, size = self.ratio, self.size
        return replace(
            self,
            ratio=ratio if ratio == AUTO or ratio in model.ratios else None,
            size=size if size in model.sizes else None,
        )
