"""The bytes of images. Knows nothing of Discord, OpenRouter and members."""
