"""What programs that watch the bot are told."""
