"""The panel of /setup: its state, texts and controls, and the test image."""
