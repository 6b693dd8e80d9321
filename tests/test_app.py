"""The composition root reports settings that it cannot use."""

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.settings import Settings
from bot.wiring import open_services


async def test_a_data_folder_that_cannot_be_used_is_told_by_its_variable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings.model_validate({"data_dir": tmp_path / "file"})
    with pytest.raises(ConfigError) as error:
        async with open_services(settings):
            pass
    [(variable, problem)] = error.value.problems
    assert variable == "DATA_DIR"
    assert "cannot be used" in problem
