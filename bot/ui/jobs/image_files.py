"""Opens the files of generated images for upload to Discord."""

from contextlib import ExitStack

import discord

from bot.errors import SpoolFailed
from bot.i18n import Say
from bot.policy.images.image import Generation
from bot.policy.images.title import file_stem
from bot.ui.jobs.cards import alt_text
from bot.ui.jobs.upload import ImageUpload


def open_files(
    generation: Generation, opened: ExitStack, *, spoiler: bool, say: Say
) -> list[discord.File]:
    """Return the images' files with names and alt texts.

    Args:
        generation: The images.
        opened: Closes the files.
        spoiler: Whether the images are hidden until they are clicked.
        say: The language of the alt texts.

    Raises:
        SpoolFailed: One of them cannot be opened.
    """
    prompt, count = generation.order.prompt, len(generation.images)
    stem = file_stem(prompt)
    files: list[discord.File] = []
    for number, image in enumerate(generation.images, 1):
        try:
            source = opened.enter_context(ImageUpload(image.path))
        except OSError as error:
            raise SpoolFailed from error
        name = f"{stem}{f'-{number}' if count > 1 else ''}.{image.extension}"
        alt = alt_text(prompt, say=say, number=number, of=count)
        file = discord.File(source, name, spoiler=spoiler, description=alt)
        opened.callback(file.close)
        files.append(file)
    return files
