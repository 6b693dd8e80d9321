"""What image bytes are, and fitting them under a limit."""
