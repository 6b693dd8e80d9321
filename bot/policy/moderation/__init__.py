"""What moderators decide about words, images and members."""
