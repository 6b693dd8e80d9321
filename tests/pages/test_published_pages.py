"""The privacy policy and the terms need three changes, and say what the program does."""

import re

import pytest

from bot.imaging.references.reference_files import KEPT_FOR as REFERENCES_KEPT_FOR
from bot.policy.jobs.delivery import GENERATED_RETENTION
from bot.policy.moderation.filter import MOST_WINDOW
from bot.settings import Settings
from bot.storage.members.personal_tables import IMAGES, TABLES
from tests.pages.reading import text_of

PRIVACY = text_of("docs/privacy.md")
PUBLISHED = ("docs/privacy.md", "docs/terms.md")

#: What an operator replaces.
PLACEHOLDERS = ["[OPERATOR]", "[CONTACT]", "[DATE]"]

#: Words of the policy for each part of the data about a member, by its name in the export.
POLICY = {
    "pictures": "Your requests: your Discord id, prompt, options, server, channel, your roles",
    "defaults": "Your default options",
    "grants": "Bonus images from moderators",
    "last_refusals": "The last refusal that you got",
    "prompts_refused_by_the_provider": "When a provider rejected a prompt of yours",
    "counts": "How many images and dollars you have used in a day or month",
    "cooldowns": "when you last requested an image",
    "costs_without_a_picture": "What a request cost, and in which server",
    "cases": "Blocks and warnings: the reason, the end, and your appeal",
    "texts_refused_by_a_filter": "When a server's word filter refused a text of yours",
    "requests_held_for_moderators": "A request that waits for a moderator's decision",
    "reports_by_you": "Reports that you make about images, with your reason",
    "consents": "Your consent that moderators may see private requests",
    "waiting_for_a_moderation_log": "Entries for a server's moderation log that wait to be sent",
    "limits_changed_by_you": "Limits that you set as a moderator",
    "limits_changed_for_you": "that a moderator set for you",
}


def _published(page: str) -> str:
    """Return what is visible of a page."""
    return re.sub(r"<!--.*?-->", "", text_of(page), flags=re.DOTALL)


@pytest.mark.parametrize("page", PUBLISHED)
def test_a_published_page_needs_three_changes(page: str) -> None:
    assert re.findall(r"\[[A-Z ]+\]", _published(page)) == PLACEHOLDERS


@pytest.mark.parametrize("page", PUBLISHED)
def test_the_note_to_operators_names_these_changes_and_is_invisible(page: str) -> None:
    note = text_of(page).partition("-->")[0]
    assert note.startswith("<!--")
    assert re.findall(r"\[[A-Z ]+\]", note) == PLACEHOLDERS


@pytest.mark.parametrize("page", PUBLISHED)
def test_a_published_page_works_outside_of_the_repository(page: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", _published(page))
    assert [link for link in links if not link.startswith("https://")] == []


def test_the_policy_names_everything_that_is_stored_about_a_member() -> None:
    assert set(POLICY) == {each.section for each in (IMAGES, *TABLES)}
    table = "\n".join(line for line in PRIVACY.splitlines() if line.startswith("|"))
    assert [words for words in POLICY.values() if words not in table] == []


def _kept(words: str) -> str:
    """Return how long the data in the row with these words is kept."""
    [row] = [line for line in PRIVACY.splitlines() if line.startswith("|") and words in line]
    return row.strip("|").split("|")[2].strip()


def test_the_policy_has_the_programs_times() -> None:
    days = Settings.model_fields["retention_days"].default
    for section in ("pictures", "last_refusals", "reports_by_you", "costs_without_a_picture"):
        assert _kept(POLICY[section]).startswith(f"{days} days")
    assert _kept("Images that you attach").startswith(f"{REFERENCES_KEPT_FOR.days} days")
    hours = GENERATED_RETENTION.total_seconds() / 3600
    assert f"at most {hours:.0f} hours" in _kept("Images that the bot generated")
    assert _kept(POLICY["texts_refused_by_a_filter"]) == f"{MOST_WINDOW.days} days"
