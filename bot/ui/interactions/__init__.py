"""What an interaction says, and its answer. Knows nothing of jobs and limits."""
