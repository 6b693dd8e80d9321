"""Who signed an image, read from its C2PA manifest. Trusts no signature."""
