"""The pages respond in time, tell the truth, and show nothing private."""

import asyncio
import errno
import logging
import socket
import time

import aiohttp
import pytest

from bot.errors import ClosedReason, ConfigError
from bot.health.lag import LoopLag
from bot.health.metrics import PrometheusSignals
from bot.health.server import HealthTiming, open_health
from bot.health.vitals import Heartbeat
from tests.health.conftest import Condition

PAGES = ("/healthz", "/readyz", "/metrics")


async def _ask(http: aiohttp.ClientSession, page: str) -> tuple[int, dict[str, object]]:
    async with http.get(page) as answer:
        return answer.status, await answer.json()


async def test_a_well_bot_lives_and_is_ready(http: aiohttp.ClientSession) -> None:
    status, facts = await _ask(http, "/healthz")
    assert (status, facts["alive"]) == (200, True)
    assert await _ask(http, "/readyz") == (
        200,
        {"ready": True, "reasons": [], "models_on_hold": []},
    )


async def test_a_process_with_a_silent_gateway_is_not_alive(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    condition.heartbeat_age_s = 120.1
    status, facts = await _ask(http, "/healthz")
    assert (status, facts["alive"], facts["heartbeat_age_s"]) == (503, False, 120.1)


async def test_a_process_with_a_blocked_loop_is_not_alive(
    condition: Condition, signals: PrometheusSignals
) -> None:
    vitals, timing = condition.vitals(), HealthTiming(max_lag_s=0.3)
    async with (
        open_health("127.0.0.1", 0, vitals=vitals, signals=signals, timing=timing) as ports,
        aiohttp.ClientSession(f"http://127.0.0.1:{ports[0]}") as http,
    ):
        await _ask(http, "/healthz")
        # the lag is measured every quarter of a second
        time.sleep(0.6)  # noqa: ASYNC251 - the subject of the test
        status, facts = await _ask(http, "/healthz")
    assert (status, facts["alive"], facts["most_event_loop_lag_s"]) == (503, False, 0.3)
    assert isinstance(facts["event_loop_lag_s"], float)
    assert facts["event_loop_lag_s"] > 0.3


def test_a_loop_may_be_blocked_for_as_long_as_discord_waits() -> None:
    assert HealthTiming().max_lag_s == 3


async def test_the_lag_is_not_measured_after_the_context() -> None:
    with LoopLag() as lag:
        time.sleep(0.3)  # noqa: ASYNC251 - the subject of the test
        while not lag.worst_s:
            await asyncio.sleep(0)
    # asyncio has no public list of timers
    timers: list[asyncio.TimerHandle] = vars(asyncio.get_running_loop())["_scheduled"]
    assert all(timer.cancelled() for timer in timers)


def test_silence_counts_from_the_first_look_while_there_is_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, ages = 1000.0, iter([None, None, 3.0, None, float("nan")])
    monkeypatch.setattr(time, "monotonic", lambda: now)
    heartbeat = Heartbeat(lambda: next(ages))
    assert heartbeat.age_s() == 0
    now += 130
    assert heartbeat.age_s() == 130
    assert heartbeat.age_s() == 3
    now += 50
    assert heartbeat.age_s() == 0
    now += 10
    assert heartbeat.age_s() == 10


async def test_a_closed_intake_is_not_ready(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    condition.closed = frozenset({ClosedReason.STOPPING, ClosedReason.OUT_OF_CREDIT})
    status, facts = await _ask(http, "/readyz")
    assert (status, facts["ready"]) == (503, False)
    assert facts["reasons"] == [
        "the intake is closed: out_of_credit",
        "the intake is closed: stopping",
    ]


@pytest.mark.parametrize(("state", "status"), [("open", 503), ("half_open", 200), ("closed", 200)])
async def test_openrouter_on_hold_is_not_ready(
    http: aiohttp.ClientSession, condition: Condition, state: str, status: int
) -> None:
    condition.circuits = {None: state}
    assert (await _ask(http, "/readyz"))[0] == status


async def test_one_model_on_hold_is_listed_but_ready(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    condition.circuits = {None: "closed", "a/b": "open", "c/d": "half_open"}
    status, facts = await _ask(http, "/readyz")
    assert (status, facts["models_on_hold"]) == (200, ["a/b"])


async def test_a_bot_whose_database_fails_is_alive_but_not_ready(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    condition.database_fails = True
    status, facts = await _ask(http, "/readyz")
    assert (status, facts["reasons"]) == (
        503,
        ["the database does not respond or does not accept writes"],
    )
    assert (await _ask(http, "/healthz"))[0] == 200


async def test_a_hanging_database_delays_no_page_and_gets_one_query_at_a_time(
    http: aiohttp.ClientSession, condition: Condition
) -> None:
    condition.database_hangs = True
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*(_ask(http, "/readyz") for _ in range(20)))
    assert {status for status, _ in answers} == {503}
    assert condition.most_reads_at_once == 1
    condition.database_hangs = False
    assert (await _ask(http, "/readyz"))[0] == 200


@pytest.mark.parametrize("page", PAGES)
async def test_pages_accept_get_and_head_only(http: aiohttp.ClientSession, page: str) -> None:
    async with http.head(page) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        async with http.request(method, page) as answer:
            assert answer.status == 405


@pytest.mark.parametrize("page", [*PAGES, "/", "/healthz/", "/%2e%2e/etc/passwd"])
async def test_no_response_is_cached_names_the_software_or_keeps_its_connection(
    http: aiohttp.ClientSession, page: str
) -> None:
    async with http.get(page) as answer:
        assert answer.status == (200 if page in PAGES else 404)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Server"] == "imagine-bot"
        assert answer.headers["Connection"] == "close"


async def test_metrics_are_in_prometheus_text_format(http: aiohttp.ClientSession) -> None:
    async with http.get("/metrics") as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert "_created" not in await answer.text()


async def test_an_unexpected_error_shows_its_reference_only(
    http: aiohttp.ClientSession, condition: Condition, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.get_running_loop().set_debug(True)
    condition.circuits = {None: "closed", 1: "open", "a/b": "open"}  # pyright: ignore[reportAttributeAccessIssue] - ids that cannot be sorted
    status, facts = await _ask(http, "/readyz")
    asyncio.get_running_loop().set_debug(False)
    assert (status, set(facts)) == (500, {"unexpected", "reference"})
    assert f"reference={facts['reference']}" in caplog.text


@pytest.mark.parametrize(
    "request_text",
    [
        b"GET /healthz?" + b"a" * 3000 + b" HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 3000 + b"\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: h\r\n" + b"X: y\r\n" * 100 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01 this is no HTTP\r\n\r\n",
    ],
    ids=["long line", "long header", "many headers", "no HTTP"],
)
async def test_malformed_requests_are_refused_without_a_log_line(
    port: int, request_text: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request_text)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400"))
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_connections_beyond_the_maximum_close_the_oldest_idle_ones(port: int) -> None:
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(80)]
    async with asyncio.timeout(10):
        # the longest idle ones
        closed = [reader for reader, _ in opened[:16] if await reader.read() == b""]
    assert len(closed) == 16
    assert not any(reader.at_eof() for reader, _ in opened[16:])
    for _, writer in opened:
        writer.close()


async def test_idle_connections_do_not_block_requests(
    http: aiohttp.ClientSession, port: int
) -> None:
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(64)]
    for _, writer in opened:
        writer.write(b"GET /healthz HTTP/1.1\r\nHost:")
    async with asyncio.timeout(1):
        for _ in range(100):
            status, _ = await _ask(http, "/healthz")
            assert status == 200
    for _, writer in opened:
        writer.close()


async def test_a_connection_with_a_pending_response_is_not_closed_for_another(
    http: aiohttp.ClientSession, condition: Condition, port: int
) -> None:
    condition.database_hangs = True
    asking = [asyncio.create_task(_ask(http, "/readyz")) for _ in range(64)]
    while condition.reads_at_once == 0:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(5):
        assert await reader.read() == b""
    writer.close()
    assert {status for status, _ in await asyncio.gather(*asking)} == {503}


async def test_an_idle_connection_is_closed(
    condition: Condition, signals: PrometheusSignals
) -> None:
    vitals, brief = condition.vitals(), HealthTiming(connection_s=0.05)
    async with (
        open_health("127.0.0.1", 0, vitals=vitals, signals=signals, timing=brief) as ports,
        asyncio.timeout(10),
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", ports[0])
        writer.write(b"GET /healthz HTTP/1.1\r\nHost:")
        assert await reader.read() == b""
        writer.close()


async def test_the_port_is_free_again_afterwards(
    condition: Condition, signals: PrometheusSignals, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with open_health("127.0.0.1", 0, vitals=condition.vitals(), signals=signals) as ports:
        (port,) = ports
        assert f"http://127.0.0.1:{port}" in caplog.text
    async with open_health("127.0.0.1", port, vitals=condition.vitals(), signals=signals) as again:
        assert again == ports


async def test_a_taken_port_is_a_config_error(
    condition: Condition, signals: PrometheusSignals, port: int
) -> None:
    with pytest.raises(ConfigError) as caught:
        async with open_health("127.0.0.1", port, vitals=condition.vitals(), signals=signals):
            pass
    assert caught.value.problems == (("HTTP_PORT", f"is {port}, which another program has"),)


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
async def test_an_address_of_another_machine_is_a_config_error(
    condition: Condition, signals: PrometheusSignals, host: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        async with open_health(host, 0, vitals=condition.vitals(), signals=signals):
            pass
    ((name, what),) = caught.value.problems
    assert name == "HTTP_HOST"
    assert host in what


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "may not have"), (errno.EMFILE, "cannot be listened on")]
)
async def test_other_reasons_against_listening_are_config_errors(
    condition: Condition,
    signals: PrometheusSignals,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    # the tests may run as root
    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(ConfigError) as caught:
        async with open_health("127.0.0.1", 80, vitals=condition.vitals(), signals=signals):
            pass
    ((name, what),) = caught.value.problems
    assert name == "HTTP_PORT"
    assert words in what
