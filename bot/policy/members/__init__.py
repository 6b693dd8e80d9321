"""What a member has set, and the name under which a member is counted. Knows nothing of jobs."""
