"""All stores over one database."""

import uuid

from bot.ports import Stores
from bot.storage.costs import SqlCosts
from bot.storage.jobs import SqlJobs
from bot.storage.ledger import SqlLedger
from bot.storage.members import SqlMembers
from bot.storage.notices import SqlNotices
from bot.storage.rulebooks import SqlRulebooks
from bot.storage.seal import Seal
from bot.storage.transaction import Database


def open_stores(database: Database, *, process_id: str | None = None, secret: str = "") -> Stores:
    """Return the stores.

    Args:
        database: Where they keep everything.
        process_id: Who holds the reservations; by default nobody ever before.
        secret: What the interactions' tokens are sealed with; they open with the same one only.
    """
    process_id, seal = process_id or str(uuid.uuid4()), Seal(secret)
    return Stores(
        ledger=SqlLedger(database, process_id, seal),
        jobs=SqlJobs(database, process_id, seal),
        rulebooks=SqlRulebooks(database),
        members=SqlMembers(database),
        costs=SqlCosts(database),
        notices=SqlNotices(database),
    )
