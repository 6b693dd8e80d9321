"""The models and their prices. Generates nothing."""
