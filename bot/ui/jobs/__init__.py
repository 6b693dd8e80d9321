"""Cards, their controls, and the delivery of images. Must not know how images are generated."""
