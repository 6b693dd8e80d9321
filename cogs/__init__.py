"""The bot's features, one package each: commands, buttons, menus and forms on Discord.

A feature reads what Discord sends, calls the use cases of `bot.service`, and answers. It knows
nothing of OpenRouter, the database or other features.
"""

#: Loaded in this order. The start fails if one of them fails to load.
EXTENSIONS = (
    "cogs.cases",
    "cogs.imagine",
    "cogs.limits",
    "cogs.filter",
    "cogs.log",
    "cogs.my",
    "cogs.notices",
    "cogs.reviews",
    "cogs.setup",
    "cogs.styles",
)
