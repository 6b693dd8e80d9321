"""The commands of `imagine-bot`, one module each. Knows no rule."""
