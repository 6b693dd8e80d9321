"""Checks what OpenRouter has for the bot: endpoints of models, and an image on request."""
