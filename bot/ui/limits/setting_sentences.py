"""Sentences for settings that moderators typed or imported and that were refused."""

from collections.abc import Callable
from typing import Any

from bot.errors import ChangedMeanwhile, ImportRefused, SettingRefused
from bot.i18n import Say, admin_texts_for
from bot.service.moderation.filter_editor import WHOLE_FILTER
from bot.ui.limits.changes import setting_name
from bot.ui.text import clip, escape

#: Characters before escaping, which may double them.
_SHOWN_INPUT = 100
_SHOWN_VALUES = 400
_SHOWN_PROBLEM = 200

#: Characters of all problems of one file together.
_SHOWN_PROBLEMS = 1600

#: Messages for a `ChangedMeanwhile` that is about a whole document.
_WHOLE = {
    "limits": "error-changed-meanwhile-import",
    WHOLE_FILTER: "error-changed-meanwhile-filter",
}


def _setting_refused(error: SettingRefused, say: Say) -> str:
    say = admin_texts_for(say.language)
    facts = {"wanted": error.expected, "example": error.example}
    setting = setting_name(error.setting, say)
    if not error.given:
        return say("error-setting-refused-empty", setting=setting, **facts)
    given = escape(clip(error.given, _SHOWN_INPUT))
    return say("error-setting-refused", setting=setting, given=given, **facts)


def _import_refused(error: ImportRefused, say: Say) -> str:
    say = admin_texts_for(say.language)
    lines: list[str] = []
    for problem in error.problems:
        line = f"- {escape(clip(problem, _SHOWN_PROBLEM))}"
        if sum(map(len, lines)) + len(line) > _SHOWN_PROBLEMS:
            break
        lines.append(line)
    omitted = len(error.problems) - len(lines)
    return "\n".join(
        (
            say("error-import-refused", n=len(error.problems)),
            *lines,
            *([say("error-import-refused-more", n=omitted)] if omitted else []),
            say("error-import-refused-todo"),
        )
    )


def _changed_meanwhile(error: ChangedMeanwhile, say: Say) -> str:
    say = admin_texts_for(say.language)
    if error.setting in _WHOLE:
        return say(_WHOLE[error.setting])
    current = escape(clip(error.current, _SHOWN_VALUES)) or say("change-unset")
    setting = setting_name(error.setting, say)
    return say("error-changed-meanwhile", setting=setting, current=current)


#: One per error about settings; `bot.ui.limits.limit_sentences` adds them to its own.
SETTING_SENTENCES: tuple[Callable[[Any, Say], str], ...] = (
    _setting_refused,
    _import_refused,
    _changed_meanwhile,
)
