"""State between two clicks."""
