"""OpenRouter over HTTP: requests, answers, failures, catalogue. No Discord, members or limits."""
