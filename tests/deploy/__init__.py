"""The files with which the bot is hosted and watched."""
