"""The Dockerfile builds what it says: the bot as a fixed user, without its tools and secrets."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.deploy.dockerfile import Instruction, read_dockerfile

ROOT = Path(__file__).parents[2]
GLOBAL, BUILD, LAST = read_dockerfile(ROOT / "Dockerfile")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

#: Variables of the image that are not the bot's.
OF_PYTHON = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def _all(name: str) -> list[Instruction]:
    return [instruction for instruction in LAST if instruction.name == name]


def _only(name: str) -> Instruction:
    [instruction] = _all(name)
    return instruction


def test_every_variable_of_the_image_is_a_setting_with_a_valid_value() -> None:
    variables = {
        name.lower(): value for name, value in _only("ENV").pairs.items() if name not in OF_PYTHON
    }
    assert variables.keys() <= Settings.model_fields.keys()
    Settings.model_validate(variables)


def test_the_health_check_asks_the_port_that_the_image_opens() -> None:
    command = _only("HEALTHCHECK").text.partition("CMD ")[2]
    assert Instruction("CMD", command).words == ["imagine-bot", "health"]
    assert Settings.model_validate({"http_port": _only("ENV").pairs["HTTP_PORT"]}).http_port


def test_the_bot_is_process_1_and_gets_the_signal_that_it_stops_at() -> None:
    assert _only("ENTRYPOINT").words == ["imagine-bot"]
    assert _only("CMD").words == ["run"]
    assert _only("STOPSIGNAL").text == "SIGTERM"


def test_the_bot_runs_as_a_fixed_user_who_owns_the_only_volume() -> None:
    user, _, group = _only("USER").text.partition(":")
    assert int(user) >= 10_000
    assert int(group) >= 10_000
    [created] = [run.text for run in _all("RUN") if "useradd" in run.text]
    assert f"install -d -o {user} -g {group} -m 0700 /data" in created
    assert _only("VOLUME").text == _only("ENV").pairs["DATA_DIR"] == "/data"
    copied = " ".join(instruction.text for instruction in _all("COPY"))
    assert "--chown" not in copied, "the program belongs to root"


def test_the_last_stage_installs_nothing() -> None:
    commands = " ".join(run.text for run in _all("RUN"))
    assert not re.search(r"\b(apt|apt-get|pip|uv|curl|wget)\b", commands)
    assert not any("/opt/uv" in copy.text for copy in _all("COPY"))


def test_no_instruction_holds_a_secret_or_an_address_of_a_package_index() -> None:
    for instruction in (*GLOBAL, *BUILD, *LAST):
        assert "://" not in instruction.text
        if instruction.name in {"ARG", "ENV"}:
            assert not re.search(r"TOKEN|KEY|PASSWORD|SECRET", instruction.text)


def test_base_and_uv_have_versions() -> None:
    base = GLOBAL[0].pairs["BASE_IMAGE"]
    found = re.fullmatch(r"python:(3\.\d+)-slim-[a-z]+", base)
    assert found is not None
    assert f"Programming Language :: Python :: {found[1]}" in PROJECT["classifiers"]
    [uv] = [arg.pairs for arg in BUILD if arg.name == "ARG" and "UV_VERSION" in arg.pairs]
    assert re.fullmatch(r"\d+\.\d+\.\d+", uv["UV_VERSION"])


def test_every_stage_starts_from_the_base_that_can_be_chosen() -> None:
    assert [stage[0].text.split()[0] for stage in (BUILD, LAST)] == ["${BASE_IMAGE}"] * 2


def test_only_the_program_reaches_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    allowed = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert rules[0] == "*"
    copies = [step.text.split() for step in (*BUILD, *LAST) if step.name == "COPY"]
    sources = {word for words in copies if not words[0].startswith("--from") for word in words[:-1]}
    assert sources == allowed
    assert all((ROOT / name).exists() for name in allowed)


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_license_and_notice_are_in_the_wheel_and_in_the_image(name: str) -> None:
    assert name in PROJECT["license-files"]
    assert any(name in copy.text.split()[:-1] for copy in _all("COPY"))


def test_the_description_is_the_projects() -> None:
    labels = _only("LABEL").pairs
    assert labels["org.opencontainers.image.description"] == PROJECT["description"]
    assert labels["org.opencontainers.image.licenses"] == PROJECT["license"]


def test_the_page_names_the_base_and_the_user() -> None:
    page = (ROOT / "docs" / "hosting" / "container.md").read_text(encoding="utf-8")
    assert f"`{GLOBAL[0].pairs['BASE_IMAGE'].rpartition('/')[2]}`" in page
    assert f"chown {_only('USER').text}" in page
