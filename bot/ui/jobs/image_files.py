"""The files of a painting, opened to be sent to Discord."""

from contextlib import ExitStack

import discord

from bot.errors import SpoolFailed
from bot.policy.images.title import file_stem
from bot.policy.images.image import Painting
from bot.i18n import Say
from bot.ui.jobs.cards import alt_text
from bot.ui.jobs.upload import PictureFile


def open_files(
    painting: Painting, opened: ExitStack, *, spoiler: bool, say: Say
) -> list[discord.File]:
    """Return a painting's files with their names and what they show; `opened` closes them.

    Args:
        painting: Whose.
        opened: What they are entered into.
        spoiler: Whether they are hidden until they are clicked.
        say: The language of what they show.

    Raises:
        SpoolFailed: One of them cannot be opened.
    """
    prompt, count = painting.order.prompt, len(painting.pictures)
    stem = file_stem(prompt)
    files: list[discord.File] = []
    for number, picture in enumerate(painting.pictures, 1):
        try:
            source = opened.enter_context(PictureFile(picture.path))
        except OSError as error:
            raise SpoolFailed from error
        name = f"{stem}{f'-{number}' if count > 1 else ''}.{picture.extension}"
        alt = alt_text(prompt, say=say, number=number, of=count)
        file = discord.File(source, name, spoiler=spoiler, description=alt)
        opened.callback(file.close)
        files.append(file)
    return files
