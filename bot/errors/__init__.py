"""Every error of ours, with the facts; the sentence for people is made in `bot.ui.sentences`.

`Refused` and its subclasses are raised before anything was sent, so that nothing is charged.
`GenerationFailed` comes after that, and its `charge` says what the operator may owe.
`DeliveryFailed` is an image that was generated and paid, but that Discord did not take.

A new error is a class in one of these modules, its sentence in `bot/locales` under `error-` and the
class's name in kebab case, and the place where it is raised.
"""

from bot.errors.delivery import *  # noqa: F403 - so that a new error is named once, by its class
from bot.errors.generation import *  # noqa: F403 - as above
from bot.errors.refused import *  # noqa: F403 - as above
from bot.errors.root import *  # noqa: F403 - as above
from bot.errors.running import *  # noqa: F403 - as above
