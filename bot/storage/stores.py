"""Opens all stores on one database."""

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
from bot.storage.members.defaults import SqlDefaults
from bot.storage.members.privacy import SqlPersonalData
from bot.storage.moderation.cases import SqlCases
from bot.storage.moderation.filters import SqlFilters
from bot.storage.moderation.moderation_log import SqlModerationLog, SqlShownMessages
from bot.storage.moderation.reviews import SqlConsents, SqlHeldRequests, SqlReports
from bot.storage.token_encryption import TokenCipher


def open_stores(database: Database, *, process_id: str | None = None, secret: str = "") -> Stores:
    """Return the stores.

    Args:
        database: An open database.
        process_id: The owner of the reservations; by default a new id.
        secret: Derives the keys for interactions' tokens and members' pseudonyms. With another
            secret, stored tokens cannot be decrypted and members' counts are not found.
    """
    process_id, cipher = process_id or str(uuid.uuid4()), TokenCipher(secret)
    key = pseudonym_key(secret)
    return Stores(
        ledger=SqlLedger(database, process_id, cipher),
        jobs=SqlJobs(database, process_id, cipher),
        rulebooks=SqlRulebooks(database),
        members=SqlMembers(database, key, tag_keys(secret)),
        costs=SqlCosts(database),
        notices=SqlNotices(database),
        history=SqlHistory(database, cipher),
        defaults=SqlDefaults(database),
        personal=SqlPersonalData(database, key),
        stale_cards=SqlStaleCards(database, cipher),
        filters=SqlFilters(database),
        cases=SqlCases(database),
        moderation_log=SqlModerationLog(database),
        shown_messages=SqlShownMessages(database),
        held_requests=SqlHeldRequests(database),
        reports=SqlReports(database),
        consents=SqlConsents(database),
    )
