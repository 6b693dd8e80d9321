"""What moderators set and what members have left. Knows nothing of Discord's panels."""
