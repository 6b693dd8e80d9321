"""What waits for moderators: held requests and reports; and members' consent."""
