"""The states of a job, its turn, its delivery and its recovery. Knows nothing of who runs it."""
