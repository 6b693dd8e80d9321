"""Every error of ours, with its facts. Knows no texts: `bot.ui.sentences` words them for people.

`Refused` and its subclasses are raised before anything is sent, so nothing is charged.
`GenerationFailed` is raised after that; its `charge` says what the operator may owe.
`DeliveryFailed` means that an image was generated and paid for, but could not be shown.

A new error needs three things: a class in one of these modules, a message in `bot/locales`
(`error-` and the class's name in kebab case), and the code that raises it.
"""

from bot.errors.controls import *  # noqa: F403 - a new error is named once, by its class
from bot.errors.delivery import *  # noqa: F403 - as above
from bot.errors.generation import *  # noqa: F403 - as above
from bot.errors.refused import *  # noqa: F403 - as above
from bot.errors.reviews import *  # noqa: F403 - as above
from bot.errors.root import *  # noqa: F403 - as above
from bot.errors.running import *  # noqa: F403 - as above
from bot.errors.texts import *  # noqa: F403 - as above
