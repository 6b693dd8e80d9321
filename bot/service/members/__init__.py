"""Members' history, defaults and personal data. Knows nothing of how they are stored."""
