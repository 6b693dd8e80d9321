"""Checks what Discord knows of the bot: its application, commands and channels."""
