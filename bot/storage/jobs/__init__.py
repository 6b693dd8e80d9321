"""Jobs, their transitions and the files of processes. Knows nothing of what a job does."""
