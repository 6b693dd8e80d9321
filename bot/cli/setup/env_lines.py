"""Changes values in the text of a `.env` file, and leaves everything else as it is."""

import io
import re
from collections.abc import Iterator, Mapping

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

#: The parts of a line as python-dotenv 1.2.4 reads them: what is before the value, a value in
#: quotes, and the start of a comment after one without.
_HEAD = re.compile(r"(\s*(?:export[^\S\r\n]+)?)[^=#\s]+[^\S\r\n]*(?:=[^\S\r\n]*)?")
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", re.DOTALL)
_COMMENT = re.compile(r"[^\S\r\n]#")

#: Values that every reader of such files takes as they are, a shell included.
_PLAIN = re.compile(r"[\w.,:/@%+=-]+", re.ASCII)

#: python-dotenv replaces `${NAME:-default}` even within quotes; this one becomes a dollar sign.
_DOLLAR = "${:-$}"


def change_lines(text: str, changes: Mapping[str, str]) -> str:
    """Return the text of a `.env` file with some values changed.

    The last line of a name counts, so it is the one that changes; earlier ones of the same name are
    removed, or they would keep an old secret. New names are added at the end.

    Args:
        text: The file's text, with its line ends.
        changes: The new values by name.

    Raises:
        ValueError: A value cannot be written so that it is read back unchanged.
    """
    bindings = list(parse_stream(io.StringIO(text, newline="")))
    last = {binding.key: index for index, binding in enumerate(bindings) if binding.key in changes}
    kept = "".join(_lines(bindings, last, changes))
    newline = "\r\n" if "\r\n" in text else "\n"
    added = [f"{name}={_quoted(value)}" for name, value in changes.items() if name not in last]
    if added and kept and not kept.endswith(("\n", "\r")):
        kept += newline
    # a byte order mark, which the parser drops
    start = "\ufeff" if text.startswith("\ufeff") else ""
    changed = start + kept + "".join(line + newline for line in added)
    _check(changed, changes)
    return changed


def _lines(
    bindings: list[Binding], last: Mapping[str | None, int], changes: Mapping[str, str]
) -> Iterator[str]:
    for index, binding in enumerate(bindings):
        original = binding.original.string
        if binding.key is None or binding.key not in changes:
            yield original
        elif index == last[binding.key]:
            yield _changed(original, binding.key, changes[binding.key])


def _changed(original: str, name: str, value: str) -> str:
    head = _HEAD.match(original)
    if head is None:
        return f"{name}={_quoted(value)}\n"
    return f"{head[1]}{name}={_quoted(value)}{_tail(original[head.end() :])}"


def _tail(rest: str) -> str:
    """Return what follows the value: a comment and the line's end, with the space before them."""
    quoted = _QUOTED.match(rest)
    if quoted is not None:
        return rest[quoted.end() :]
    comment = _COMMENT.search(rest)
    value = rest[: comment.start()] if comment else rest
    return rest[len(value.rstrip()) :]


def _quoted(value: str) -> str:
    if not _PLAIN.fullmatch(value) and not re.search(r"['\\\r\n]", value):
        return f"'{value.replace('${', _DOLLAR + '{')}'"
    return value.replace("${", _DOLLAR + "{")


def _check(changed: str, changes: Mapping[str, str]) -> None:
    """Compare what will be read with what should be.

    Raises:
        ValueError: It differs.
    """
    read = dotenv_values(stream=io.StringIO(changed))
    if any(read.get(name) != value for name, value in changes.items()):
        raise ValueError("a value has characters that it can't have, or a quote is left open")
