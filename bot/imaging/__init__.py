"""What picture bytes are, and making them fit under Discord's upload limit."""
