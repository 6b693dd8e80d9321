"""Creating images: the /imagine command, the controls of its cards, and the message menus.

Must not know how a request is admitted, queued or generated; it hands requests to
`bot.service.jobs.imagine`.
"""

from bot.client import ImagineBot
from cogs.imagine.buttons import job_buttons
from cogs.imagine.cancel import CancelHandler
from cogs.imagine.command import ImagineCog
from cogs.imagine.details import details_menu, prompt_buttons
from cogs.imagine.message_menu import RemixHandler
from cogs.imagine.more_menu import MoreHandler
from cogs.imagine.rerun import RerunHandler
from cogs.imagine.submit import Submitter


async def setup(bot: ImagineBot) -> None:
    """Register the commands, menus and handlers of controls. Called by discord.py."""
    services = bot.services
    imagine, editor, history = services.imagine, services.rulebook_editor, services.history
    submitter = Submitter(imagine, services.references, services.clock, services.signals)
    cog = ImagineCog(submitter, services.models, services.defaults, editor)
    cog.imagine.name = services.settings.command_name
    cancel = CancelHandler(imagine, editor)
    rerun = RerunHandler(
        imagine, submitter, editor, services.privacy, services.models, services.clock
    )
    shown_images = services.moderation.shown_images
    more = MoreHandler(imagine, editor, history, shown_images, services.clock)
    buttons = job_buttons({**cancel.handlers, **rerun.handlers, **more.handlers})
    bot.add_dynamic_items(*buttons, *prompt_buttons(imagine, editor))
    remix = RemixHandler(imagine, submitter, editor, services.defaults, services.references)
    bot.tree.add_command(remix.menu())
    bot.tree.add_command(details_menu(imagine, editor, history))
    await bot.add_cog(cog)
