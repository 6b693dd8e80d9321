"""Queries of the key and of charges, with valid and invalid answers."""

import asyncio

import pytest
from aiohttp import web

from bot.errors import BadAnswer, GenerationTimedOut, KeyRejected, ProviderBusy, ProviderDown
from bot.openrouter.answers.wire import Surface
from bot.ports import KeyStatus
from bot.sandbox.painter import ScriptedAnswer
from bot.sandbox.painter.budgets import Budget
from testkit.http_server import serve
from tests.openrouter.client_harness import ClientHarness, take


async def _left(harness: ClientHarness) -> int | None:
    """Return what is left of the accepted key, in micro-dollars."""
    status = await harness.client().check_key()
    assert status.accepted
    return status.remaining_micros


class TestTheKey:
    async def test_a_good_one_has_what_is_left_of_its_limit(self, harness: ClientHarness) -> None:
        harness.painter.limit_usd = 12.5
        assert await _left(harness) == 12_500_000

    async def test_one_without_a_limit(self, harness: ClientHarness) -> None:
        assert await _left(harness) is None

    async def test_one_that_is_overdrawn_has_nothing_left(self, harness: ClientHarness) -> None:
        harness.painter.limit_usd = 0.03
        take(await harness.generate("images"))
        assert harness.painter.limit_remaining_usd == pytest.approx(-0.009)
        assert await _left(harness) == 0

    @pytest.mark.parametrize(("spent_usd", "micros"), [(7.5, 2_500_000), (10.5, 0)])
    async def test_a_budget_above_its_limit_counts_like_it(
        self, harness: ClientHarness, spent_usd: float, micros: int
    ) -> None:
        harness.painter.limit_usd = 12.5
        harness.painter.budgets = [
            Budget(scope="member", limit_usd=50.0),
            Budget(scope="workspace", limit_usd=10.0, spend_usd=spent_usd),
        ]
        assert await _left(harness) == micros

    async def test_a_wrong_one(self, harness: ClientHarness) -> None:
        harness.painter.key_accepted = False
        assert await harness.client().check_key() == KeyStatus(accepted=False)

    async def test_an_outage_says_nothing_about_the_key(self, harness: ClientHarness) -> None:
        harness.painter.key_status = 503
        with pytest.raises(ProviderBusy):
            await harness.client().check_key()

    async def test_a_page_of_something_else_says_nothing_about_the_key(
        self, harness: ClientHarness
    ) -> None:
        async def page(_: web.Request) -> web.Response:
            return web.Response(text="<html>Log in to this network</html>")

        async with serve(page) as base_url:
            with pytest.raises(BadAnswer):
                await harness.client(base_url=base_url).check_key()


class TestACharge:
    @pytest.mark.parametrize("surface", ["images", "chat"])
    async def test_it_is_what_the_generation_cost(
        self, harness: ClientHarness, surface: Surface
    ) -> None:
        generation = await harness.generate(surface)
        take(generation)
        assert generation.generation_id
        found = await harness.client().find_charge(generation.generation_id)
        assert found == generation.cost_micros == harness.painter.charged_micros

    async def test_it_is_told_of_an_answer_that_was_lost_half_way(
        self, harness: ClientHarness
    ) -> None:
        harness.painter.script(ScriptedAnswer.cut_body())
        with pytest.raises(ProviderDown) as caught:
            await harness.generate("images")
        assert caught.value.generation_id
        assert await harness.client().find_charge(caught.value.generation_id) == 39_000

    async def test_an_unknown_generation_has_none_yet(self, harness: ClientHarness) -> None:
        assert await harness.client().find_charge("gen-none") is None

    @pytest.mark.parametrize("strange", ["a&id=b", "a#b", "../key", "a b", "ä", "%26", "a+b", ""])
    async def test_whatever_the_id_is_it_stays_one_parameter(
        self, harness: ClientHarness, strange: str
    ) -> None:
        harness.painter.generations[strange] = {"total_cost": 0.5}
        assert await harness.client().find_charge(strange) == 500_000

    async def test_a_cancelled_generation_may_have_cost_nothing(
        self, harness: ClientHarness
    ) -> None:
        harness.painter.generations["gen-1"] = {"total_cost": 0, "cancelled": True}
        assert await harness.client().find_charge("gen-1") == 0

    async def test_a_rejected_key_is_an_error(self, harness: ClientHarness) -> None:
        harness.painter.key_accepted = False
        with pytest.raises(KeyRejected):
            await harness.client().find_charge("gen-1")

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html>",
            b"[]",
            b"null",
            b'{"data": null}',
            b'{"data": {}}',
            b'{"data": {"total_cost": null}}',
            b'{"data": {"total_cost": "free"}}',
            b'{"data": {"total_cost": -1}}',
            b'{"data": {"total_cost": NaN}}',
            b'{"data": {"total_cost": 1e300}}',
            b'{"data": {"total_cost": 1}' + b" " * 100_000 + b"}",
        ],
    )
    async def test_an_absurd_answer_is_an_error_and_no_charge(
        self, harness: ClientHarness, body: bytes
    ) -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body)

        async with serve(answer) as base_url:
            with pytest.raises(BadAnswer):
                await harness.client(base_url=base_url).find_charge("gen-1")

    async def test_it_is_not_waited_for_endlessly(self, harness: ClientHarness) -> None:
        harness.question_timeout_s = 0.05

        async def hang(_: web.Request) -> web.Response:
            await asyncio.Event().wait()
            raise AssertionError

        async with serve(hang) as base_url:
            with pytest.raises(GenerationTimedOut):
                await harness.client(base_url=base_url).find_charge("gen-1")
