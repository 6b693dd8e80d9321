"""Writes commands as they were started, so that they can be typed as they are shown."""

import os
from pathlib import Path


def as_typed(text: str) -> str:
    """Return a text in which each `imagine-bot …` can be typed in this terminal.

    `uv run` finds `imagine-bot` where the terminal doesn't; UV is the path of its program.
    https://docs.rs/uv-static/latest/uv_static/struct.EnvVars.html, read 2026-11-30
    """
    uv = os.environ.get("UV")
    if not uv or "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return text
    path, folder = Path(uv), Path.cwd()
    shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else "uv"
    return text.replace("`imagine-bot ", f"`{shown} run --no-dev imagine-bot ")
