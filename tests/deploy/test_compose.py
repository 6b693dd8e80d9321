"""The compose files start one bot, with its secrets in files and as few rights as possible."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.settings.fields import SECRET_FIELDS
from bot.settings.secret_files import file_variable
from tests.deploy.compose import ROOT, Json, read_compose
from tests.deploy.dockerfile import read_dockerfile

PAGE = (ROOT / "docs" / "hosting" / "container.md").read_text(encoding="utf-8")

NAMES = ["compose.yaml", "compose.postgres.yaml"]
FILES = {name: read_compose(name) for name in NAMES}
SERVICES = [
    pytest.param(service, id=f"{name} {key}")
    for name, file in FILES.items()
    for key, service in file["services"].items()
]
SECRET_VARIABLES = {file_variable(name.upper()) for name in SECRET_FIELDS}
IMAGE = {step.name: step for step in read_dockerfile(ROOT / "Dockerfile")[-1]}


def _bot(name: str) -> Json:
    return FILES[name]["services"]["bot"]


def _seconds(duration: str) -> float:
    found = re.fullmatch(r"(\d+)s", duration)
    assert found is not None
    return float(found[1])


@pytest.mark.parametrize("name", NAMES)
def test_a_compose_file_follows_the_specification(name: str) -> None:
    schema = ["--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(  # noqa: S603 - a program of this environment, with fixed arguments
        [sys.executable, "-m", "check_jsonschema", *schema, ROOT / name],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_exactly_one_bot_is_started(name: str) -> None:
    built = [service for service in FILES[name]["services"].values() if "build" in service]
    assert built == [_bot(name)]
    assert not {"deploy", "scale"} & _bot(name).keys()


@pytest.mark.parametrize("name", NAMES)
def test_every_variable_of_the_bot_is_a_setting_and_its_secrets_are_files(name: str) -> None:
    variables: dict[str, str] = _bot(name)["environment"]
    files = variables.keys() & SECRET_VARIABLES
    assert {"DISCORD_TOKEN_FILE", "OPENROUTER_API_KEY_FILE"} <= files
    for variable in files:
        secret = Path(variables[variable])
        assert secret.parent == Path("/run/secrets")
        assert secret.name in _bot(name)["secrets"]
        assert FILES[name]["secrets"][secret.name] == {"file": f"secrets/{secret.name}"}
    others = {key.lower(): value for key, value in variables.items() if key not in files}
    assert others.keys() <= Settings.model_fields.keys() - SECRET_FIELDS
    Settings.model_validate(others)


@pytest.mark.parametrize("service", SERVICES)
def test_no_secret_is_in_the_environment_of_a_service(service: Json) -> None:
    for variable, value in service.get("environment", {}).items():
        if re.search(r"TOKEN|KEY|PASSWORD|SECRET|DATABASE_URL", variable):
            assert variable.endswith("_FILE")
            assert value.removeprefix("/run/secrets/") in service["secrets"]


@pytest.mark.parametrize("name", NAMES)
def test_the_bot_has_more_time_to_stop_than_its_running_jobs(name: str) -> None:
    grace_s = Settings.model_validate({}).shutdown_grace_seconds
    assert _seconds(_bot(name)["stop_grace_period"]) >= grace_s + 45


@pytest.mark.parametrize("name", NAMES)
def test_the_health_check_is_that_of_the_image(name: str) -> None:
    options, _, command = IMAGE["HEALTHCHECK"].text.partition(" CMD ")
    found = re.findall(r"--([a-z-]+)=(\S+)", options)
    expected = {key.replace("-", "_"): value for key, value in found}
    check: Json = _bot(name)["healthcheck"]
    assert check == {
        **expected,
        "retries": int(expected["retries"]),
        "test": ["CMD", *json.loads(command)],
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_data_of_the_bot_are_in_a_volume_of_its_own(name: str) -> None:
    folder = IMAGE["ENV"].pairs["DATA_DIR"]
    assert _bot(name)["volumes"] == [f"data:{folder}"]
    assert "data" in FILES[name]["volumes"]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_of_settings_moves_the_data_or_the_port_of_the_health_check(name: str) -> None:
    variables = IMAGE["ENV"].pairs
    assert {key: _bot(name)["environment"].get(key) for key in ("DATA_DIR", "HTTP_PORT")} == {
        key: variables[key] for key in ("DATA_DIR", "HTTP_PORT")
    }


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_no_rights_that_it_does_not_need(service: Json) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"cap_add", "privileged", "network_mode", "pid", "devices"} & service.keys()
    assert {"mem_limit", "pids_limit"} <= service.keys()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_comes_back_says_how_it_is_and_does_not_fill_the_disk(service: Json) -> None:
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_that_is_not_built_here_has_a_version(service: Json) -> None:
    if "build" not in service:
        assert re.search(r":v?\d+\.\d+(\.\d+)?(-\w+)?$", service["image"])


@pytest.mark.parametrize("service", SERVICES)
def test_ports_are_open_on_this_machine_alone(service: Json) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_only_grafana_has_a_port() -> None:
    with_ports = [
        key for file in FILES.values() for key, one in file["services"].items() if "ports" in one
    ]
    assert with_ports == ["grafana"]


def test_monitoring_is_started_only_on_request() -> None:
    services: Json = FILES["compose.postgres.yaml"]["services"]
    on_request = {key for key, one in services.items() if one.get("profiles") == ["monitoring"]}
    assert on_request == services.keys() - {"bot", "postgres"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_file_that_is_mounted_exists(service: Json) -> None:
    sources = [volume.partition(":")[0] for volume in service.get("volumes", [])]
    assert all((ROOT / source).exists() for source in sources if source.startswith("."))


@pytest.mark.parametrize("name", NAMES)
def test_every_secret_that_a_service_uses_is_declared_and_no_other(name: str) -> None:
    services = FILES[name]["services"].values()
    used = {secret for service in services for secret in service.get("secrets", [])}
    assert used == FILES[name]["secrets"].keys()


def test_the_files_of_the_operator_never_enter_the_repository() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    settings = [f"/{file['path']}" for file in _bot("compose.yaml")["env_file"]]
    assert {"/secrets/", *settings} <= {*ignored}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_names_every_secret_volume_and_limit_of_memory(name: str) -> None:
    file = FILES[name]
    assert all(f"secrets/{secret}" in PAGE for secret in file["secrets"])
    assert all(f"`{file['name']}_{volume}`" in PAGE for volume in file["volumes"])
    assert f"| `{_bot(name)['mem_limit']}` |" in PAGE
