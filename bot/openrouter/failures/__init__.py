"""What a failed answer means. Sends nothing."""
