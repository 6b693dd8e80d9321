"""The options of /imagine: suggestions, defaults and refusals."""

from importlib import import_module

import pytest

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.style import BUILT_IN
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook
from bot.policy.members.defaults import MemberDefaults
from bot.sandbox.painter import ScriptedAnswer
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

PRO = "google/gemini-3-pro-image"
SEEDREAM = "bytedance-seed/seedream-4.5"
GROK = "x-ai/grok-imagine-image-2.0"


async def names(harness: BotHarness, option: str, typed: str = "", **others: str) -> list[str]:
    offered = await harness.mia.autocomplete(
        harness.art, "imagine", option, typed, prompt="x", **others
    )
    return [str(choice["name"]) for choice in offered]


async def keep_defaults(harness: BotHarness, defaults: MemberDefaults) -> None:
    await harness.services.defaults.set(harness.mia.id, defaults)


async def change_rules(harness: BotHarness, rulebook: Rulebook) -> None:
    await harness.services.rulebook_editor.edit(harness.mia.guild.id, 1, lambda _: rulebook)


async def ask(harness: BotHarness, **options: object) -> str:
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", **options)
    return answer_of(result).content


class TestOffered:
    async def test_ratios_follow_the_model(self, harness: BotHarness) -> None:
        offered = await names(harness, "ratio", model=SEEDREAM)
        [model] = [one for one in harness.services.models.listed() if one.id == SEEDREAM]
        assert offered == ["auto (the model decides)", *model.ratios]
        assert await names(harness, "ratio", "16x9") == ["16:9"]

    async def test_the_members_default_model_counts_where_none_is_chosen(
        self, harness: BotHarness
    ) -> None:
        assert await names(harness, "size") == []
        await keep_defaults(harness, MemberDefaults(model=PRO))
        assert [name.split(" · ")[0] for name in await names(harness, "size")] == ["1K", "2K", "4K"]
        assert [name.split(" · ")[0] for name in await names(harness, "size", "2k")] == ["2K"]

    async def test_only_models_that_may_generate_here_are_offered(
        self, harness: BotHarness
    ) -> None:
        rules = Rulebook().with_limit(SERVER, Limit.MODELS, frozenset({PRO}))
        await change_rules(harness, rules)
        assert await names(harness, "model") == ["Gemini 3 Pro Image · $0.134"]

    async def test_styles_are_the_servers_own_and_those_of_everywhere(
        self, harness: BotHarness
    ) -> None:
        await change_rules(harness, Rulebook(styles={"our house": "blue ink", "oil": "own oil"}))
        offered = await names(harness, "style")
        assert offered[:2] == ["oil · own oil", "our house · blue ink"]
        assert len(offered) == len(BUILT_IN) + 1
        assert await names(harness, "style", "WATER") == [
            f"watercolour · {BUILT_IN['watercolour']}"
        ]

    async def test_counts_are_offered_with_their_price_up_to_the_limit(
        self, harness: BotHarness
    ) -> None:
        assert await names(harness, "count", model=PRO) == [
            "1 image · $0.134",
            "2 images · $0.268",
            "3 images · $0.402",
            "4 images · $0.536",
        ]
        await change_rules(harness, Rulebook().with_limit(SERVER, Limit.COUNT, 2))
        assert len(await names(harness, "count", model=PRO)) == 2

    async def test_a_model_without_seeds_says_so(self, harness: BotHarness) -> None:
        assert await names(harness, "seed", "12", model=PRO) == [
            "12 · Gemini 3 Pro Image doesn't support seeds; the seed will be ignored"
        ]
        assert await names(harness, "seed", model=PRO) == [
            "Gemini 3 Pro Image doesn't support seeds; the seed will be ignored"
        ]
        assert await names(harness, "seed", "12", model=SEEDREAM) == ["12"]
        assert await names(harness, "seed", "9" * 12, model=SEEDREAM) == []

    async def test_a_database_that_fails_still_lets_choose(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def fail(_self: object, _user_id: int) -> MemberDefaults:
            raise StorageFailed(StorageFault.BUSY, "busy")

        monkeypatch.setattr(type(harness.services.defaults), "read", fail)
        assert "16:9" in await names(harness, "ratio")
        assert len(await names(harness, "style")) == len(BUILT_IN)


class TestFilledIn:
    async def test_defaults_hold_where_nothing_is_given(self, harness: BotHarness) -> None:
        await keep_defaults(
            harness,
            MemberDefaults(model=PRO, ratio="16:9", size="2K", style="ink", private=True),
        )
        result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert result.ephemeral
        [request] = harness.painter.requests
        assert request.body["model"] == PRO
        assert (request.body["aspect_ratio"], request.body["resolution"]) == ("16:9", "2K")
        assert BUILT_IN["ink"] in request.body["prompt"]

    async def test_what_is_given_goes_before_a_default(self, harness: BotHarness) -> None:
        await keep_defaults(
            harness, MemberDefaults(model=PRO, ratio="16:9", style="ink", private=True)
        )
        result = await harness.mia.slash(
            harness.art, "imagine", prompt="a fox", ratio="1x1", style="Oil", private=False
        )
        assert not result.ephemeral
        [request] = harness.painter.requests
        assert request.body["aspect_ratio"] == "1:1"
        assert BUILT_IN["oil"] in request.body["prompt"]

    async def test_defaults_that_cannot_be_used_stop_nobody(self, harness: BotHarness) -> None:
        await keep_defaults(
            harness,
            MemberDefaults(
                model="nobody/knows", ratio="7:5", size="9K", style="gone", private=True
            ),
        )
        await change_rules(harness, Rulebook().with_limit(SERVER, Limit.PRIVATE, 0))
        result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert answer_of(result).attachments
        assert not result.ephemeral
        [request] = harness.painter.requests
        assert not {"aspect_ratio", "resolution"} & set(request.body)
        assert "Your default style gone isn't available here" in answer_of(result).content

    async def test_a_default_model_that_may_not_generate_here_stops_nobody(
        self, harness: BotHarness
    ) -> None:
        await keep_defaults(harness, MemberDefaults(model=SEEDREAM, size="4K"))
        rules = Rulebook().with_limit(SERVER, Limit.MODELS, frozenset({PRO}))
        await change_rules(harness, rules.with_limit(SERVER, Limit.SIZES, frozenset({"1K"})))
        assert "Gemini 3 Pro Image" in await ask(harness)
        [request] = harness.painter.requests
        assert not {"aspect_ratio", "resolution"} & set(request.body)

    async def test_a_model_can_be_named_as_it_is_shown(self, harness: BotHarness) -> None:
        assert "**Gemini 3 Pro Image**" in await ask(harness, model="gemini 3 pro image", size="2k")

    async def test_defaults_that_cannot_be_read_in_time_show_nothing_to_everybody(
        self, harness: BotHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # the module object that this bot has loaded; a closed bot removed its own
        command = import_module("cogs.imagine.command")
        monkeypatch.setattr(command, "_READING_S", 0)
        result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert result.ephemeral
        assert harness.painter.requests == []
        harness.expected_errors = len(harness.env.errors)


class TestRefused:
    @pytest.mark.parametrize(
        ("options", "part"),
        [
            ({"ratio": "banana"}, "16:9"),
            ({"ratio": "9:21", "model": PRO}, "16:9"),
            ({"size": "banana"}, "1K"),
            ({"size": "8K", "model": PRO}, "1K, 2K, 4K"),
            ({"style": "banana"}, "no style banana"),
        ],
    )
    async def test_what_nobody_knows_is_refused_with_what_would_do(
        self, harness: BotHarness, options: dict[str, str], part: str
    ) -> None:
        assert part in await ask(harness, **options)
        assert harness.painter.requests == []
        # nothing was reserved, nor was the cooldown started
        assert "a fox" in await ask(harness)
        assert len(harness.painter.requests) == 1

    async def test_more_images_than_the_model_takes_are_refused(
        self, harness: BotHarness, png: bytes
    ) -> None:
        names = ("image", "image2", "image3", "image4")
        files = {name: (f"{name}.png", png) for name in names}
        answer = await ask(harness, model=GROK, **files)
        assert "at most 3 attached images" in answer
        assert harness.painter.requests == []
        assert not (harness.data_dir / "references").exists()

    async def test_more_images_than_the_limit_are_refused(self, harness: BotHarness) -> None:
        await change_rules(harness, Rulebook().with_limit(SERVER, Limit.COUNT, 2))
        assert "2" in await ask(harness, count=3)
        assert harness.painter.requests == []


class TestCountAndSeed:
    async def test_several_images_have_a_request_and_a_file_each(self, harness: BotHarness) -> None:
        result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", count=3)
        assert len(harness.painter.requests) == 3
        assert len(answer_of(result).attachments) == 3

    async def test_the_same_seed_leads_to_the_same_image(self, harness: BotHarness) -> None:
        harness.painter.default = ScriptedAnswer(sketch=True)
        images: list[bytes] = []
        for seed in (7, 7, 8):
            result = await harness.mia.slash(
                harness.art, "imagine", prompt="a fox", model=SEEDREAM, seed=seed
            )
            images.append(await answer_of(result).attachments[0].read())
            harness.clock.advance(minutes=5)
        assert images[0] == images[1]
        assert images[1] != images[2]
