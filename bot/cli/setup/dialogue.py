"""The conversation with the operator on a terminal; in a script, nothing is asked."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from getpass import getpass

from rich.console import Console, RenderableType
from rich.prompt import Confirm, Prompt
from rich.table import Table
from rich.text import Text

from bot.cli.checks.finding import Finding
from bot.cli.checks.masks import SHORTEST
from bot.cli.checks.sentences import State
from bot.cli.checks.typed import as_typed
from bot.logs import SafeFormatter

#: How often a question is asked again after a wrong answer.
ATTEMPTS = 5

_SIGNS = {State.OK: ("✓", "green"), State.WARNING: ("!", "yellow"), State.ERROR: ("✗", "red")}

#: For terminals without Unicode.
_PLAIN_SIGNS = {State.OK: "ok", State.WARNING: "!", State.ERROR: "x"}


@dataclass(slots=True)
class Dialogue:
    """Says and asks; secrets that were entered are never shown.

    Attributes:
        console: Where it is said and asked.
        asks: Whether it asks; a script accepts each proposal.
        findings: Everything that was found, in order.
    """

    console: Console
    asks: bool
    findings: list[Finding] = field(default_factory=list[Finding])
    _secrets: set[str] = field(default_factory=set[str], repr=False)

    def hide(self, secret: str) -> None:
        """Never show this value from now on, unless it is too short for a secret."""
        if len(secret) >= SHORTEST:
            self._secrets.add(secret)

    def mask(self, text: str) -> str:
        """Replace every secret in a text, and what a terminal would obey."""
        masked = SafeFormatter(tuple(self._secrets)).mask(text)
        return "".join(
            letter if letter.isprintable() or letter == "\n" else " " for letter in masked
        )

    def head(self, title: str) -> None:
        """Begin a step; in a script, steps have no heads."""
        if self.asks:
            self._put("")
            self._put(Text(title, style="bold"))

    def explain(self, text: str) -> None:
        """Say what an answer needs; a script has its answers already."""
        if self.asks:
            self.say(text)

    def say(self, text: str) -> None:
        """Say a sentence."""
        self._put(self._styled(text), on_one_line=not self.asks)

    def say_line(self, text: str) -> None:
        """Say a sentence on one line, however long, so that a link in it can be copied."""
        self._put(self._styled(text), on_one_line=True)

    def show(self, *findings: Finding) -> None:
        """Say what was found, and what to do."""
        for finding in findings:
            self.note(finding)
            sign, color = _SIGNS[finding.state]
            if not self._can_print(sign):
                sign = _PLAIN_SIGNS[finding.state]
            self._say_signed(sign, color, f"{finding.sentence} {finding.advice}".rstrip())

    def note(self, finding: Finding | None) -> None:
        """Keep what was found for the result, without saying it."""
        if finding is not None:
            self.findings.append(finding)

    def done(self, text: str) -> None:
        """Say what was done."""
        sign, color = _SIGNS[State.OK]
        self._say_signed(sign if self._can_print(sign) else _PLAIN_SIGNS[State.OK], color, text)

    def show_table(self, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Show rows below their heads, unless in a script."""
        if not self.asks:
            return
        table = Table(box=None, pad_edge=False, header_style="dim")
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*(Text(self.mask(cell)) for cell in row))
        self._put(table)

    def ask(self, question: str, default: str) -> str:
        """Ask for a line of text; Enter takes the default."""
        return Prompt.ask(Text(question), console=self.console, default=default).strip()

    def ask_secret(self, question: str) -> str:
        """Ask for a secret, which is not shown while it is typed; Enter gives an empty one."""
        # getpass asks once nothing is shown any more; before that, it discards what was typed
        secret = getpass(f"{question}: ").strip()
        if secret:
            self.hide(secret)
        return secret

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Ask a question with yes or no; a script accepts."""
        return not self.asks or Confirm.ask(Text(question), console=self.console, default=default)

    def _say_signed(self, sign: str, color: str, text: str) -> None:
        line = Text.assemble((sign, color), " ", self._styled(text))
        self._put(line, on_one_line=not self.asks)

    def _put(self, shown: RenderableType, *, on_one_line: bool = False) -> None:
        write = self.console.print
        write(shown, soft_wrap=on_one_line)

    def _styled(self, text: str) -> Text:
        styled = Text(as_typed(self.mask(text)))
        styled.highlight_regex(r"https://[^\s,]+[^\s,.]", "cyan")
        styled.highlight_regex(r"`[^`]+`", "bold")
        return styled

    def _can_print(self, text: str) -> bool:
        try:
            text.encode(self.console.encoding or "ascii")
        except UnicodeEncodeError:
            return False
        return True


def open_dialogue(*, asks: bool, as_json: bool) -> Dialogue:
    """Open the dialogue of this terminal.

    Args:
        asks: Whether it asks; a script accepts each proposal.
        as_json: Whether stdout is for the result alone: questions go to stderr, and a script gets
            nothing else.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if callable(reconfigure):
        # a name may have letters that this terminal doesn't
        reconfigure(errors="replace")
    console = Console(stderr=as_json, quiet=as_json and not asks, highlight=False, markup=False)
    return Dialogue(console, asks)


def is_terminal() -> bool:
    """Tell whether questions can be answered: stdin is a terminal, which getpass also needs."""
    return sys.stdin is not None and sys.stdin.isatty()
