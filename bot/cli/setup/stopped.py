"""The end of a setup that cannot go on."""

from bot.cli.exits import Exit


class SetupStopped(Exception):
    """Nothing more is asked; `.env` is as it was."""

    def __init__(self, sentence: str, code: Exit) -> None:
        """Store what is printed and the exit code; the sentence has no secret."""
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
