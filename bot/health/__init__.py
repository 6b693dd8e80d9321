"""What the bot tells programs that watch it: whether it lives, whether it works, what it counts."""
