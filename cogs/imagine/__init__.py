"""The /imagine command."""
