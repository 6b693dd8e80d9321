"""Cards, controls, images and their delivery. Knows nothing of how an image is made."""
