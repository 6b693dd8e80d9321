"""The notes that members get by DM about their held requests and reports."""

from bot.i18n import Say
from bot.service.moderation.reviews.member_notes import HeldEnd, MemberNote, ReportNote
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT, clip, quote

_SHOWN_PROMPT = 500


def note_text(note: MemberNote, say: Say) -> str:
    """Say what became of a request or a report, in at most 2,000 characters.

    Args:
        note: The note.
        say: The member's language.
    """
    if isinstance(note, ReportNote):
        return say(f"report-note-{note.outcome}")
    channel = f"<#{note.channel_id}>"
    if note.end is HeldEnd.REFUSED and note.reason is not None:
        text = say("held-note-refused", channel=channel, reason=explain(note.reason, say))
    else:
        text = say(f"held-note-{note.end}", channel=channel)
    return clip(f"{text}\n{quote(note.prompt, _SHOWN_PROMPT)}", MAX_CONTENT)
