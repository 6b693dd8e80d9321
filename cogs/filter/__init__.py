"""The /filter commands, by which moderators set rules about words.

Must not know how words are found.
"""
