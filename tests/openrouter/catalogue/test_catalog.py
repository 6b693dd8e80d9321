"""The catalogue after valid, invalid and missing answers."""

import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.openrouter.catalogue.builtin_models import KNOWN
from bot.openrouter.catalogue.catalog import Catalog
from bot.openrouter.client import open_session
from bot.policy.images.model import PREFERRED_MODELS
from bot.sandbox.painter import Painter
from testkit.fakes import FakeClock
from testkit.http_server import serve

FLASH = "google/gemini-2.5-flash-image"


class StoppedClock:
    """A clock with a fixed time."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
async def session() -> AsyncGenerator[aiohttp.ClientSession]:
    async with open_session() as session:
        yield session


@pytest.fixture
async def painter() -> AsyncGenerator[Painter]:
    async with Painter() as painter:
        yield painter


def make_catalog(
    session: aiohttp.ClientSession, base_url: str, copy: Path | None = None
) -> Catalog:
    return Catalog(session, base_url, clock=StoppedClock(), copy=copy)


def ids(catalog: Catalog) -> list[str]:
    return [model.id for model in catalog.listed()]


class TestWithoutACatalogue:
    async def test_the_known_models_are_alive(self, session: aiohttp.ClientSession) -> None:
        catalog = make_catalog(session, "http://127.0.0.1:1")
        assert not await catalog.refresh()
        assert ids(catalog)[: len(PREFERRED_MODELS)] == list(PREFERRED_MODELS)
        choice = catalog.choose(None)
        assert choice is not None
        assert (choice.model, choice.gone) == (KNOWN[FLASH], None)
        assert not choice.model.on_images

    async def test_each_preferred_model_has_a_known_successor(
        self, session: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
    ) -> None:
        catalog = make_catalog(session, "http://127.0.0.1:1")
        for model_id in PREFERRED_MODELS:
            catalog.mark_gone(model_id)
        caplog.clear()
        for model_id in PREFERRED_MODELS * 2:
            choice = catalog.choose(model_id)
            assert choice is not None
            assert choice.gone == model_id
        assert len(caplog.records) == len(PREFERRED_MODELS)
        assert f"gone={FLASH} replaced_by=google/gemini-nano-banana-2.1" in caplog.text

    async def test_the_next_preferred_one_that_lives_generates_before_any_successor(
        self, session: aiohttp.ClientSession
    ) -> None:
        catalog = make_catalog(session, "http://127.0.0.1:1")
        for model_id in PREFERRED_MODELS[:2]:
            catalog.mark_gone(model_id)
        choice = catalog.choose(None)
        assert choice is not None
        assert (choice.model.id, choice.gone) == (PREFERRED_MODELS[2], None)

    async def test_the_successors_of_a_model_are_those_that_live_and_may_generate(
        self, session: aiohttp.ClientSession
    ) -> None:
        catalog = make_catalog(session, "http://127.0.0.1:1")
        first, second = "google/gemini-3.1-flash-image", "google/gemini-nano-banana-2.1"
        assert [model.id for model in catalog.successors(FLASH)] == [first, second]
        assert [model.id for model in catalog.successors(first)] == [second]
        assert catalog.successors("no/such") == ()
        assert catalog.successors(FLASH, allowed=frozenset({second})) == (KNOWN[second],)
        catalog.mark_gone(first)
        assert catalog.successors(FLASH) == (KNOWN[second],)

    async def test_when_nobody_is_left_those_count_that_an_answer_said_to_be_gone(
        self, session: aiohttp.ClientSession
    ) -> None:
        catalog = make_catalog(session, "http://127.0.0.1:1")
        for model in catalog.listed():
            catalog.mark_gone(model.id)
        assert catalog.listed() == ()
        choice = catalog.choose(None)
        assert choice is not None
        assert choice.model.id == FLASH
        assert catalog.choose("no/such") is None

    async def test_a_gone_successor_has_its_own(self, session: aiohttp.ClientSession) -> None:
        catalog = make_catalog(session, "http://127.0.0.1:1")
        catalog.mark_gone(FLASH)
        catalog.mark_gone("google/gemini-3.1-flash-image")
        choice = catalog.choose(FLASH)
        assert choice is not None
        assert choice.model.id == "google/gemini-nano-banana-2.1"


class TestRefresh:
    async def test_it_reads_models_with_their_prices(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        catalog = make_catalog(session, painter.base_url)
        assert await catalog.refresh()
        models = {model.id: model for model in catalog.listed()}
        assert set(models) == set(painter.models)
        assert all(model.on_images for model in models.values())
        assert models[FLASH].price_micros() == 39_000
        assert models["google/gemini-3-pro-image"].price_micros("4K") == 240_000
        assert models["google/gemini-3-pro-image"].price_micros() == 134_000
        assert models["black-forest-labs/flux.2-pro"].price_micros() == 30_000
        assert "auto" not in models["openai/gpt-image-2.5-flare"].ratios
        assert not models["openai/gpt-image-2.5-flare"].writes_text

    async def test_the_prices_of_some_models_are_read_with_their_endpoints_alone(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh(with_prices=False)
        assert await catalog.refresh_prices({FLASH, "unknown/model"}) == {FLASH: 1}
        models = {model.id: model for model in catalog.listed()}
        assert models[FLASH].price_micros() == 39_000
        assert models["black-forest-labs/flux.2-pro"].price_micros() is None

    async def test_a_price_by_the_request_is_read_as_one_by_the_image(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        flat = replace(painter.models[FLASH], usd=(), usd_per_request=0.05)
        painter.models = {**painter.models, FLASH: flat}
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh()
        [model] = [each for each in catalog.listed() if each.id == FLASH]
        assert model.price_micros() == round(flat.cost_usd("1K", 1) * 10**6) == 50_000

    async def test_every_model_with_a_price_has_a_bound_that_its_images_keep(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh()
        for model in catalog.listed():
            generated = painter.models[model.id]
            if model.most_micros() is None:
                assert generated.cost_usd("1K", 1) == 0.04  # the painter's price without a list
            for size in (None, *model.sizes):
                most = model.most_micros(size)
                assert most is None or most >= generated.cost_usd(size or "1K", 1024 * 1024) * 10**6

    async def test_only_what_is_allowed_is_chosen(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh()
        allowed = frozenset({"bytedance-seed/seedream-4.5", "google/gemini-3-pro-image"})
        choice = catalog.choose(None, allowed=allowed)
        assert choice is not None
        assert choice.model.id == "bytedance-seed/seedream-4.5"
        assert catalog.choose(FLASH, allowed=allowed) is None

    async def test_the_preferred_come_first_and_the_others_by_name(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh(with_prices=False)
        assert ids(catalog)[: len(PREFERRED_MODELS)] == list(PREFERRED_MODELS)
        names = [model.name.casefold() for model in catalog.listed()[len(PREFERRED_MODELS) :]]
        assert names == sorted(names)

    async def test_a_model_that_was_said_to_be_gone_comes_back_after_an_hour(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        clock = FakeClock()
        catalog = Catalog(session, painter.base_url, clock=clock)
        await catalog.refresh(with_prices=False)
        catalog.mark_gone(FLASH)
        await catalog.refresh(with_prices=False)
        assert FLASH not in ids(catalog)
        clock.advance(hours=1)
        assert FLASH in ids(catalog)

    async def test_a_model_past_its_announced_end_is_replaced(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        painter.models[FLASH] = replace(painter.models[FLASH], expires="2026-11-22")
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh(with_prices=False)
        choice = catalog.choose(None)
        assert choice is not None
        assert (choice.model.id, choice.gone) == ("google/gemini-3.1-flash-image", None)

    async def test_a_model_that_only_chats_takes_the_usual_ratios(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        painter.models["a/b"] = replace(painter.models[FLASH], id="a/b", on_images=False)
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh(with_prices=False)
        choice = catalog.choose("a/b")
        assert choice is not None
        assert not choice.model.on_images
        assert len(choice.model.ratios) == 10

    async def test_vectors_and_routers_are_not_offered(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        plain = replace(painter.models[FLASH], usd=(), id="a/b")
        painter.models |= {
            model.id: model
            for model in (
                replace(plain, id="a/vector", formats=("svg",), chats=False),
                replace(plain, id="a/both", formats=("svg", "png")),
                replace(plain, id="openrouter/auto", routes=True, on_images=False),
                replace(plain, id="a/picks", routes=True),
            )
        }
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh()
        offered = set(ids(catalog))
        assert "a/both" in offered
        assert not offered & {"a/vector", "openrouter/auto", "a/picks"}
        for refused in ("a/vector", "openrouter/auto", "a/picks"):
            assert catalog.choose(refused) is None

    async def test_what_each_request_costs_is_in_price_and_bound(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        dear = replace(painter.models[FLASH], id="a/dear", usd_per_request=0.02)
        fee_only = replace(dear, id="a/fee", usd=(("", 0.0),))
        painter.models |= {"a/dear": dear, "a/fee": fee_only}
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh()
        models = {model.id: model for model in catalog.listed()}
        assert models["a/dear"].price_micros() == models["a/dear"].most_micros() == 59_000
        assert models["a/fee"].price_micros() == models["a/fee"].most_micros() == 20_000

    @pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
    async def test_one_broken_entry_or_text_spoils_only_itself(
        self, session: aiohttp.ClientSession, painter: Painter, tmp_path: Path, prefix: bytes
    ) -> None:
        painter.catalogue_prefix = prefix
        painter.stray_entries = [None, 5, "x", [], {"id": "\udc00"}, {"id": {}}, {"id": "x" * 999}]
        broken = replace(painter.models[FLASH], id="a/b", name="Google: Half \ud83d [/x]")
        painter.models["a/b"] = broken
        copy = tmp_path / "catalogue.json"
        catalog = make_catalog(session, painter.base_url, copy)
        assert await catalog.refresh()
        assert set(ids(catalog)) == set(painter.models)
        choice = catalog.choose("a/b")
        assert choice is not None
        assert choice.model.name.startswith("Half")
        assert "[/x]" in choice.model.name
        later = make_catalog(session, "http://127.0.0.1:1", copy)
        later.load()
        assert later.listed() == catalog.listed()

    async def test_new_ratios_and_sizes_can_be_asked_for(
        self, session: aiohttp.ClientSession, painter: Painter
    ) -> None:
        ratios, sizes = ("1:1", "2.35:1", "5:7", "1.91:1"), ("768", "1.5K", "3K")
        painter.models["a/b"] = replace(
            painter.models[FLASH], id="a/b", ratios=ratios, sizes=sizes, usd_per_megapixel=0.02
        )
        catalog = make_catalog(session, painter.base_url)
        await catalog.refresh()
        choice = catalog.choose("a/b")
        assert choice is not None
        assert (choice.model.ratios, choice.model.sizes) == (ratios, sizes)
        assert choice.model.price_micros("1.5K") == 45_000

    @pytest.mark.parametrize("status", [404, 500])
    async def test_after_a_failure_the_last_good_copy_decides(
        self, session: aiohttp.ClientSession, painter: Painter, tmp_path: Path, status: int
    ) -> None:
        copy = tmp_path / "catalogue.json"
        await make_catalog(session, painter.base_url, copy).refresh()
        painter.catalogue_status = status
        later = make_catalog(session, painter.base_url, copy)
        later.load()
        before = later.listed()
        assert not await later.refresh()
        assert later.listed() == before
        choice = later.choose(FLASH)
        assert choice is not None
        assert choice.model.on_images
        assert choice.model.price_micros() == 39_000
        assert [path.name for path in copy.parent.iterdir()] == ["catalogue.json"]

    async def test_one_list_alone_is_used(self, session: aiohttp.ClientSession) -> None:
        items = [{"id": "x/y", "architecture": {"output_modalities": ["image"]}}, 5, {"id": None}]

        async def answer(request: web.Request) -> web.Response:
            if request.path == "/images/models":
                raise web.HTTPNotFound
            return web.json_response({"data": items})

        async with serve(answer) as base_url:
            catalog = make_catalog(session, base_url)
            assert await catalog.refresh()
        assert ids(catalog) == ["x/y"]

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html>",
            b"[]",
            b'{"data": []}',
            b'{"data": [null, {"id": 5}]}',
            b'{"data": "x"}',
            b'{"data": [' + b" " * 9 * 2**20 + b"]}",
        ],
    )
    async def test_an_absurd_answer_changes_nothing(
        self, session: aiohttp.ClientSession, body: bytes
    ) -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body)

        async with serve(answer) as base_url:
            catalog = make_catalog(session, base_url)
            before = catalog.listed()
            assert not await catalog.refresh()
        assert catalog.listed() == before


class TestTheCopy:
    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"images": 5}', b"{}"])
    async def test_a_damaged_one_is_ignored(
        self, session: aiohttp.ClientSession, tmp_path: Path, content: bytes
    ) -> None:
        copy = tmp_path / "catalogue.json"
        copy.write_bytes(content)
        catalog = make_catalog(session, "http://127.0.0.1:1", copy)
        catalog.load()
        assert ids(catalog)[: len(PREFERRED_MODELS)] == list(PREFERRED_MODELS)

    async def test_a_missing_one_is_no_fault(
        self, session: aiohttp.ClientSession, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        make_catalog(session, "http://127.0.0.1:1", tmp_path / "none.json").load()
        assert caplog.records == []

    async def test_a_disk_that_takes_none_does_not_stop_the_refresh(
        self, session: aiohttp.ClientSession, painter: Painter, tmp_path: Path
    ) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("")
        catalog = make_catalog(session, painter.base_url, blocked / "catalogue.json")
        assert await catalog.refresh(with_prices=False)

    async def test_it_holds_no_more_than_is_needed(
        self, session: aiohttp.ClientSession, painter: Painter, tmp_path: Path
    ) -> None:
        copy = tmp_path / "catalogue.json"
        await make_catalog(session, painter.base_url, copy).refresh()
        assert set(json.loads(copy.read_text())) == {"images", "chat", "prices", "bounds"}
