"""The whole bot on a simulated Discord, with the real OpenRouter client and the offline painter."""
