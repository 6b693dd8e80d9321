"""Creating images: the /imagine command, the controls of its cards, and the message menus.

Must not know how a request is admitted, queued or generated; it hands requests to
`bot.service.jobs.imagine`.
"""

from bot.client import ImagineBot
from bot.ui.moderation.cases.block_check import BlockCheck
from cogs.imagine.buttons import job_buttons
from cogs.imagine.cancel import CancelHandler
from cogs.imagine.command import ImagineCog
from cogs.imagine.details import details_menu, prompt_buttons
from cogs.imagine.message_menu import RemixHandler
from cogs.imagine.more_menu import MoreHandler
from cogs.imagine.report import ReportHandler
from cogs.imagine.rerun import RerunHandler
from cogs.imagine.submit import Submitter


async def setup(bot: ImagineBot) -> None:
    """Register the commands, menus and handlers of controls. Called by discord.py."""
    services = bot.services
    imagine, editor, history = services.imagine, services.rulebook_editor, services.history
    moderation = services.moderation
    submitter = Submitter(
        imagine, services.references, moderation.consent, services.clock, services.signals
    )
    cog = ImagineCog(submitter, services.models, services.defaults, editor)
    cog.imagine.name = services.settings.command_name
    cancel = CancelHandler(imagine, editor)
    rerun = RerunHandler(
        imagine, submitter, editor, services.privacy, services.models, services.clock
    )
    blocks = BlockCheck(moderation.cases)
    more = MoreHandler(
        imagine,
        editor,
        history,
        moderation,
        services.clock,
        blocks,
    )
    report = ReportHandler(imagine, submitter, history, moderation.reporting, blocks)
    handlers = {**cancel.handlers, **rerun.handlers, **more.handlers, **report.handlers}
    bot.add_dynamic_items(*job_buttons(handlers, blocks), *prompt_buttons(imagine, editor, blocks))
    remix = RemixHandler(imagine, submitter, editor, services.defaults, services.references)
    bot.tree.add_command(remix.menu())
    bot.tree.add_command(details_menu(imagine, editor, history))
    bot.tree.add_command(report.menu())
    await bot.add_cog(cog)
