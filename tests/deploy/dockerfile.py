"""Reads a Dockerfile: its stages and their instructions."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction without its line breaks and comments."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The words of the exec form, which is a JSON array.

        Raises:
            ValueError: It is in the shell form.
        """
        return json.loads(self.text)

    @property
    def pairs(self) -> dict[str, str]:
        """The NAME=value pairs of ARG, ENV and LABEL."""
        parts = [word.partition("=") for word in shlex.split(self.text)]
        return {name: value for name, _, value in parts}


def read_dockerfile(path: Path) -> list[list[Instruction]]:
    """Return the instructions before the first stage, and then those of each stage."""
    lines = path.read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    stages: list[list[Instruction]] = [[]]
    for line in re.sub(r"\\\n\s*", "", code).splitlines():
        if line:
            name, _, text = line.partition(" ")
            if name == "FROM":
                stages.append([])
            stages[-1].append(Instruction(name, text))
    return stages
