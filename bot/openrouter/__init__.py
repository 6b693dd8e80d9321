"""OpenRouter over HTTP: the client, the decoder of its answers, and its catalogue of models."""
