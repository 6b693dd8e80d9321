"""Members' defaults and personal data in tables. Knows no rule."""
