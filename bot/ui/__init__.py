"""What members see on Discord. Knows no SQL and no HTTP of OpenRouter."""
