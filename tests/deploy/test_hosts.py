"""The unit of systemd, the manifests of Kubernetes and the workflows agree with the program."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings, load_settings
from bot.settings.fields import SECRET_FIELDS

ROOT = Path(__file__).parents[2]
KUBERNETES = ROOT / "deploy" / "kubernetes"
UNIT = (ROOT / "deploy" / "systemd" / "imagine-bot.service").read_text(encoding="utf-8")
CONTROL = (ROOT / "deploy" / "systemd" / "imagine-botctl").read_text(encoding="utf-8")

NAMES = {name.upper() for name in Settings.model_fields}
SECRET_FILES = {f"{name.upper()}_FILE" for name in SECRET_FIELDS}

#: Seconds beyond SHUTDOWN_GRACE_SECONDS in which the bot tells Discord and closes.
CLOSING_S = 45


def _manifest(name: str) -> dict[str, Any]:
    return yaml.safe_load((KUBERNETES / name).read_text(encoding="utf-8"))


def _pod() -> dict[str, Any]:
    return _manifest("deployment.yaml")["spec"]["template"]["spec"]


def _container() -> dict[str, Any]:
    [container] = _pod()["containers"]
    return container


def _unit_values(key: str) -> list[str]:
    return re.findall(rf"^#?{key}=(.+)$", UNIT, re.MULTILINE)


@pytest.fixture(scope="module")
def grace_s() -> float:
    """The default of SHUTDOWN_GRACE_SECONDS."""
    return load_settings(env_file=None).shutdown_grace_seconds


def test_the_unit_sets_only_settings_and_secrets_only_as_credentials() -> None:
    pairs = [pair.partition("=") for line in _unit_values("Environment") for pair in line.split()]
    assert {name for name, _, _ in pairs} <= (
        NAMES - {s.upper() for s in SECRET_FIELDS}
    ) | SECRET_FILES
    files = {value.removeprefix("%d/") for name, _, value in pairs if name in SECRET_FILES}
    assert files == {value.partition(":")[0] for value in _unit_values("LoadCredential")}


def test_the_unit_gives_running_jobs_their_time(grace_s: float) -> None:
    [timeout] = _unit_values("TimeoutStopSec")
    assert int(timeout.removesuffix("s")) >= grace_s + CLOSING_S


def test_commands_beside_the_unit_have_its_settings_and_secrets() -> None:
    assert set(re.findall(r"--setenv=(\w+)", CONTROL)) <= NAMES | SECRET_FILES
    for key in ("StateDirectory", "StateDirectoryMode", "DynamicUser", "EnvironmentFile", "UMask"):
        [value] = _unit_values(key)
        assert f"--property={key}={value} " in CONTROL
    credentials = [value for value in _unit_values("LoadCredential") if "database" not in value]
    assert re.findall(r"--property=LoadCredential=(\S+)", CONTROL) == credentials


def test_the_pod_sets_only_settings_and_secrets_only_as_mounted_files() -> None:
    environment = {variable["name"]: variable["value"] for variable in _container()["env"]}
    assert set(environment) <= (NAMES - {s.upper() for s in SECRET_FIELDS}) | SECRET_FILES
    mounts = {mount["name"]: mount["mountPath"] for mount in _container()["volumeMounts"]}
    keys = set(_manifest("secret.yaml")["stringData"])
    files = {value for name, value in environment.items() if name in SECRET_FILES}
    assert files == {f"{mounts['secrets']}/{key}" for key in keys}
    assert environment["DATA_DIR"] == mounts["data"]


def test_settings_of_the_pod_are_valid_settings() -> None:
    lines = (KUBERNETES / "settings.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(given) <= NAMES
    Settings.model_validate({name.lower(): value for name, value in given.items()})


def test_a_spent_key_does_not_restart_the_pod() -> None:
    container = _container()
    paths = {probe: container[probe]["httpGet"]["path"] for probe in container if "Probe" in probe}
    assert paths == {
        "startupProbe": "/healthz",
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
    }
    # /metrics must stay reachable while /readyz says no
    assert _manifest("service.yaml")["spec"]["publishNotReadyAddresses"] is True


def test_there_is_one_process_and_running_jobs_get_their_time(grace_s: float) -> None:
    spec = _manifest("deployment.yaml")["spec"]
    assert spec["replicas"] == 1
    assert spec["strategy"] == {"type": "Recreate"}
    assert _pod()["terminationGracePeriodSeconds"] >= grace_s + CLOSING_S


def test_the_pod_has_no_rights_that_it_does_not_need() -> None:
    context = _container()["securityContext"]
    assert context["readOnlyRootFilesystem"] is True
    assert context["allowPrivilegeEscalation"] is False
    assert context["capabilities"] == {"drop": ["ALL"]}
    assert _pod()["securityContext"]["runAsNonRoot"] is True
    assert _pod()["automountServiceAccountToken"] is False


def test_every_manifest_is_applied_or_named_as_a_step_of_its_own() -> None:
    applied = set(_manifest("kustomization.yaml")["resources"])
    others = {"kustomization.yaml", "secret.yaml"}
    assert {path.name for path in KUBERNETES.glob("*.yaml")} == applied | others


def test_the_metrics_of_the_pod_are_scraped_under_the_name_that_alerts_expect() -> None:
    monitor = _manifest("monitoring/servicemonitor.yaml")["spec"]
    service = _manifest("service.yaml")
    assert service["metadata"]["name"] == "imagine-bot"
    assert monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    [endpoint], [port] = monitor["endpoints"], service["spec"]["ports"]
    assert (endpoint["port"], endpoint["path"]) == (port["name"], "/metrics")


@pytest.mark.parametrize("name", ["check.yml", "release.yml"])
def test_a_workflow_has_few_rights_and_uses_only_github_s_own_actions_by_version(name: str) -> None:
    text = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert [
        use for use in used if not re.fullmatch(r"actions/[\w-]+@v\d+\.\d+\.\d+|\./.+", use)
    ] == []
    assert yaml.safe_load(text)["permissions"] in ({}, {"contents": "read"})
    # values that others choose, such as names of branches, would become code there
    scripts = [
        step.get("run", "")
        for job in yaml.safe_load(text)["jobs"].values()
        for step in job.get("steps", ())
    ]
    assert not any("${{" in script for script in scripts)


def test_nothing_is_pushed_before_the_tag_was_compared_with_the_version() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text())
    jobs: dict[str, Any] = workflow["jobs"]
    writing = {name for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert writing == {"container", "publish"}
    assert [jobs[name]["needs"] for name in ("publish", "container", "build")] == [
        ["build", "container"],
        "build",
        "check",
    ]
    assert any("GITHUB_REF_NAME" in step.get("run", "") for step in jobs["build"]["steps"])


def test_the_gate_runs_on_every_python_that_the_project_names() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text())
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r"Programming Language :: Python :: (3\.\d+)", project)
    assert workflow["jobs"]["gate"]["strategy"]["matrix"]["python"] == named


def test_litestream_s_file_names_no_secret_and_all_of_its_variables() -> None:
    text = (ROOT / "deploy" / "litestream.yml").read_text(encoding="utf-8")
    [database] = yaml.safe_load(text)["dbs"]
    assert database == {"path": "${DATABASE_FILE}", "replica": {"url": "${LITESTREAM_URL}"}}
    comments = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    assert all(name in comments for name in re.findall(r"\$\{(\w+)\}", text))


def test_every_check_is_executable_and_numbered() -> None:
    checks = {path for path in (ROOT / "deploy" / "checks").glob("*.sh") if path.name != "tools.sh"}
    assert all(re.match(r"\d\d-[a-z]+\.sh$", path.name) for path in checks)
    assert all(path.stat().st_mode & 0o111 for path in checks)
