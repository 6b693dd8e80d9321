"""What an import into a filter does not take over, in words."""

from collections.abc import Iterator

from bot.i18n import Say
from bot.service.moderation.filter_import import ImportPlan
from bot.ui.moderation.filter_sentences import code, problem_text
from bot.ui.text import escape

#: Characters of a pattern in the message; the attached file has all of it.
_SHOWN_PATTERN = 60


def plan_lines(plan: ImportPlan, room: int, say: Say) -> list[str]:
    """Write what is not taken over or means something else, one line each, within `room`."""
    lines: list[str] = []
    for line in _lines(plan, say, _SHOWN_PATTERN):
        if sum(map(len, lines)) + len(line) > room:
            break
        lines.append(line)
    return lines


def plan_text(plan: ImportPlan, say: Say) -> str:
    """Write the same for a text file, complete."""
    return "".join(f"{line}\n" for line in _lines(plan, say, 1_000))


def _lines(plan: ImportPlan, say: Say, length: int) -> Iterator[str]:
    for rule, what in plan.unread:
        yield say(f"filter-unread-{what.value}", rule=escape(rule))
    for note in plan.notes:
        key = "filter-import-left-out" if note.problem.is_error else "filter-import-differs"
        yield say(
            key,
            rule=escape(note.rule),
            pattern=code(note.pattern, length),
            problem=problem_text(note.problem, say),
        )
