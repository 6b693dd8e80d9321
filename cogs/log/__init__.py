"""The moderation log: the /log commands, and the cards with their buttons.

Must not know who decides what is logged.
"""
