"""Checks this machine: its network, `.env`, and a bot that runs here."""
