"""Members' history, defaults and personal data. Must not know how they are stored."""
