"""All stores over one database."""

import uuid

from bot.policy.images.tags import tag_keys
from bot.policy.members.pseudonym import pseudonym_key
from bot.ports import Stores
from bot.storage.engine.transaction import Database
from bot.storage.jobs.history import SqlHistory
from bot.storage.jobs.jobs import SqlJobs
from bot.storage.jobs.stale_cards import SqlStaleCards
from bot.storage.limits.costs import SqlCosts
from bot.storage.limits.ledger import SqlLedger
from bot.storage.limits.members import SqlMembers
from bot.storage.limits.notices import SqlNotices
from bot.storage.limits.rulebooks import SqlRulebooks
from bot.storage.members.defaults import SqlPreferences
from bot.storage.members.privacy import SqlPersonalData
from bot.storage.token_encryption import TokenCipher


def open_stores(database: Database, *, process_id: str | None = None, secret: str = "") -> Stores:
    """Return the stores.

    Args:
        database: Where they keep everything.
        process_id: Who holds the reservations; by default nobody ever before.
        secret: What the interactions' tokens are sealed with, and members' pseudonyms made with;
            tokens open and counts are found with the same one only.
    """
    process_id, seal = process_id or str(uuid.uuid4()), TokenCipher(secret)
    key = pseudonym_key(secret)
    return Stores(
        ledger=SqlLedger(database, process_id, seal),
        jobs=SqlJobs(database, process_id, seal),
        rulebooks=SqlRulebooks(database),
        members=SqlMembers(database, key, tag_keys(secret)),
        costs=SqlCosts(database),
        notices=SqlNotices(database),
        history=SqlHistory(database, seal),
        defaults=SqlPreferences(database),
        personal=SqlPersonalData(database, key),
        stale_cards=SqlStaleCards(database, seal),
    )
