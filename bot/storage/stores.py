"""All stores over one database."""

import uuid

from bot.policy.pseudonym import pseudonym_key
from bot.policy.tags import tag_keys
from bot.ports import Stores
from bot.storage.costs import SqlCosts
from bot.storage.gallery import SqlGallery
from bot.storage.jobs import SqlJobs
from bot.storage.ledger import SqlLedger
from bot.storage.members import SqlMembers
from bot.storage.notices import SqlNotices
from bot.storage.preferences import SqlPreferences
from bot.storage.privacy import SqlPersonalData
from bot.storage.rulebooks import SqlRulebooks
from bot.storage.seal import Seal
from bot.storage.stalecards import SqlStaleCards
from bot.storage.transaction import Database


def open_stores(database: Database, *, process_id: str | None = None, secret: str = "") -> Stores:
    """Return the stores.

    Args:
        database: Where they keep everything.
        process_id: Who holds the reservations; by default nobody ever before.
        secret: What the interactions' tokens are sealed with, and members' pseudonyms made with;
            tokens open and counts are found with the same one only.
    """
    process_id, seal = process_id or str(uuid.uuid4()), Seal(secret)
    key = pseudonym_key(secret)
    return Stores(
        ledger=SqlLedger(database, process_id, seal),
        jobs=SqlJobs(database, process_id, seal),
        rulebooks=SqlRulebooks(database),
        members=SqlMembers(database, key, tag_keys(secret)),
        costs=SqlCosts(database),
        notices=SqlNotices(database),
        gallery=SqlGallery(database, seal),
        preferences=SqlPreferences(database),
        personal=SqlPersonalData(database, key),
        stale_cards=SqlStaleCards(database, seal),
    )
