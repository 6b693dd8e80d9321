"""Options of commands: their ranges, their choices, and channels and roles as options."""
