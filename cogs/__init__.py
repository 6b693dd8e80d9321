"""The bot's features, one package each."""

#: Loaded in this order; a failing one fails the start.
EXTENSIONS = ("cogs.imagine", "cogs.limits", "cogs.my", "cogs.notices", "cogs.styles")
