"""Doctor without a network, on a slow one, and with services that refuse."""

import socket
import time
from collections.abc import Generator
from contextlib import contextmanager

from bot.sandbox.painter import ScriptedAnswer
from bot.storage.engine.database import open_database
from bot.storage.stores import open_stores
from testkit.fakes import START
from tests.cli.doctor.setup import ALIVE, Setup
from tests.storage.samples import claim, draft


@contextmanager
def _silent() -> Generator[str]:
    """Accept connections and never answer."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/api/v10"


async def test_services_that_never_answer_are_named_in_time(setup: Setup) -> None:
    with _silent() as address:
        began = time.monotonic()
        ended = await setup.doctor("--json", LOOPBACK_DISCORD=address, OPENROUTER_BASE_URL=address)
        # ten, on a machine without other work
        assert time.monotonic() - began < 20
    assert ended.code == 2
    assert "discord-unreachable" in ended.bad
    assert "check-timed-out" in ended.bad
    assert "hosts-fine" in ended.findings


async def test_a_host_without_an_address_is_named_with_what_needs_it(setup: Setup) -> None:
    ended = await setup.doctor("--json", OPENROUTER_BASE_URL="http://no..name/api/v1")
    assert ended.bad == {"host-not-found", "openrouter-unreachable", "catalogue-unread"}
    facts = ended.findings["host-not-found"]["facts"]
    assert (facts["host"], facts["purpose"]) == ("no..name", "OpenRouter")


async def test_a_port_that_is_none_is_a_malformed_setting(setup: Setup) -> None:
    ended = await setup.doctor("--json", OPENROUTER_BASE_URL="http://127.0.0.1:99999/api/v1")
    assert (ended.code, ended.bad) == (2, {"setting-wrong"})


async def test_models_are_listed_with_their_endpoints(setup: Setup) -> None:
    ended = await setup.doctor("--json")
    models = ended.findings["models-fine"]["facts"]["models"]
    assert models.startswith(f"{ALIVE} ($0.")
    assert models.endswith(", 1 endpoint)")


async def test_an_image_is_generated_only_on_request_and_changes_nothing(
    open_setup: Setup,
) -> None:
    setup = open_setup
    await setup.make_database()
    before = {path: path.read_bytes() for path in setup.folder.rglob("*") if path.is_file()}
    ended = await setup.doctor("--json", "--paint")
    assert (ended.code, ended.bad) == (0, set[str]())
    facts = ended.findings["image-generated"]["facts"]
    assert facts["model"] == ALIVE
    assert facts["cost"].startswith("$0.0")
    assert len(setup.painter.requests) == 1
    assert before == {path: path.read_bytes() for path in setup.folder.rglob("*") if path.is_file()}


async def test_an_image_that_fails_is_an_error_with_its_cause(open_setup: Setup) -> None:
    setup = open_setup
    setup.painter.default = ScriptedAnswer.error(402, message="Insufficient credits")
    ended = await setup.doctor("--json", "--paint")
    assert (ended.code, ended.bad) == (2, {"image-failed"})
    assert "credit" in ended.findings["image-failed"]["sentence"]


async def test_no_image_is_tried_where_a_setting_could_send_the_key_elsewhere(
    setup: Setup,
) -> None:
    ended = await setup.doctor("--json", "--paint", OPENROUTER_BASE_URL="nowhere")
    assert (ended.code, ended.bad) == (2, {"setting-wrong"})
    ended = await setup.doctor("--json", "--paint", MODELS="gone/one", MODEL_SUCCESSORS="")
    assert ended.bad == {"models-gone", "image-no-model"}


async def test_a_database_of_another_bot_is_recognized(setup: Setup) -> None:
    await setup.make_database()
    async with open_database(f"sqlite:///{setup.file}") as database:
        await open_stores(database).ledger.reserve(claim(7), now=START, draft=draft(7))
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (1, {"other-application"})
    assert ended.findings["other-application"]["facts"]["stored"] == "8"
