"""How an answer is read as it arrives: pictures into files, the rest into one shape."""
