"""Members' defaults and personal data in tables. Knows nothing of the rules behind them."""
