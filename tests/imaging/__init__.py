"""What picture bytes are, and fitting them under a limit."""
