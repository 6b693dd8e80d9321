"""The pages of the documentation match the program."""
