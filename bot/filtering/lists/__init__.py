"""The word lists that come with the bot, and the operator's own."""
