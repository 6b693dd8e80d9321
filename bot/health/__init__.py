"""Health checks and metrics for monitoring. Changes nothing, and knows nothing of prompts."""
