"""The composition root says what it cannot work with."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import ConfigError
from bot.settings import Settings
from bot.storage.database import default_url, open_database
from bot.storage.stores import open_stores
from bot.storage.tables import counts
from bot.wiring import open_services
from testkit.fakes import START


async def test_a_data_folder_that_cannot_be_used_is_told_by_its_variable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings.model_validate({"data_dir": tmp_path / "file"})
    with pytest.raises(ConfigError) as error:
        async with open_services(settings):
            pass
    [(variable, problem)] = error.value.problems
    assert variable == "DATA_DIR"
    assert "cannot be used" in problem


async def test_counts_of_an_earlier_version_are_found_after_the_start(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data_dir": tmp_path, "openrouter_api_key": "key"})
    async with open_database(default_url(tmp_path)) as database:
        row = {"key": "user:5:jobs", "used": 2, "cap": 9, "kept_until": START + timedelta(days=2)}
        await database.write(lambda connection: connection.execute(counts.insert().values(row)))
    async with open_services(settings):
        pass
    async with open_database(default_url(tmp_path)) as database:
        key = f"user:{open_stores(database).members.pseudonym(5)}:jobs"
        found = select(counts.c.key, counts.c.used)
        rows = await database.read(lambda connection: connection.execute(found).all())
    assert [tuple(row) for row in rows] == [(key, 2)]
