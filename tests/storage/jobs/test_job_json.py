"""A stored job is read unchanged, whatever members and models wrote."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.actions import Action
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.model import Model
from bot.policy.images.request import ImageRequest, Order, Reference
from bot.policy.jobs.job import Draft, Parent
from bot.ports import Reserved
from bot.storage.engine.database import open_database
from bot.storage.jobs.job_json import dump_draft, dump_generation, load_draft, load_generation
from bot.storage.stores import open_stores
from testkit.fakes import START
from tests.storage.samples import claim, draft, generation

HOSTILE = 'a\0b\ud800c\u2028"\\ 🎨'
#: The same text after storage: a lone surrogate cannot be encoded.
LEFT = 'a\0b?c\u2028"\\ 🎨'

#: Names that are valid in file systems and in JSON; the bot chooses the names in the spool.
PATHS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(Path)
PRICES = st.none() | st.dictionaries(st.text(), st.integers())
REFERENCES = st.lists(st.builds(Reference, path=PATHS), max_size=3).map(tuple)
DRAFTS = st.builds(Draft, request=st.builds(ImageRequest, references=REFERENCES))
MODELS = st.builds(Model, prices=PRICES, bounds=PRICES)
PAINTINGS = st.builds(
    Generation,
    order=st.builds(Order, model=MODELS, references=REFERENCES),
    images=st.lists(st.builds(ImageFile, path=PATHS), max_size=3).map(tuple),
    latency_s=st.floats(0, 1e6),
)


@given(DRAFTS, st.text(), st.none() | st.integers(0))
def test_a_draft_is_read_with_the_values_of_its_columns(
    wanted: Draft, token: str, message_id: int | None
) -> None:
    target = replace(wanted.reply_target, token=token, message_id=message_id)
    stored = dump_draft(replace(wanted, reply_target=target))
    assert load_draft(stored, token=token, message_id=message_id) == replace(
        wanted, reply_target=target
    )


def test_a_draft_of_before_there_were_chains_begins_one() -> None:
    wanted = replace(draft(7), parent=Parent(Action.AGAIN, 3, chain=2))
    document = json.loads(dump_draft(wanted))
    del document["parent"]["chain"]
    assert load_draft(json.dumps(document), token="", message_id=None).chain == 7


def test_a_token_is_not_in_the_text() -> None:
    assert draft(1).reply_target.token not in dump_draft(draft(1))


@given(PAINTINGS)
def test_a_generation_is_read_as_it_was_stored(generated: Generation) -> None:
    assert load_generation(dump_generation(generated)) == generated


@given(st.text(st.characters()))
def test_any_words_can_be_stored(words: str) -> None:
    stored = dump_draft(draft(1, prompt=words))
    assert "\0" not in stored
    loaded = load_draft(stored, token="", message_id=None)
    assert loaded.request.prompt == words.encode(errors="replace").decode()
    assert load_generation(dump_generation(replace(generation(), text=words))).images


def test_a_generation_of_before_signatures_were_noted_is_still_read() -> None:
    told = json.loads(dump_generation(generation()))
    for image in told["pictures"]:
        del image["signed_by"]
    assert load_generation(json.dumps(told)) == generation()


@pytest.mark.parametrize("stored", ["", "{", "null", "[]", "{}", "\0", '{"asker": 5}'])
def test_a_damage_error_does_not_repeat_stored_text(stored: str) -> None:
    for load in (
        lambda: load_draft(stored, token="", message_id=None),
        lambda: load_generation(stored),
    ):
        with pytest.raises(StorageFailed) as failed:
            load()
        assert failed.value.fault is StorageFault.DAMAGED
        assert failed.value.__cause__ is None


def test_a_number_where_words_belong_is_damage() -> None:
    stored = dump_draft(draft(1, prompt="lighthouse")).replace('"lighthouse"', "5")
    with pytest.raises(StorageFailed):
        load_draft(stored, token="", message_id=None)


async def test_every_database_takes_any_words(url: str) -> None:
    async with open_database(url) as database:
        stores = open_stores(database, secret=HOSTILE)
        wanted = draft(1, prompt=HOSTILE)
        wanted = replace(wanted, reply_target=replace(wanted.reply_target, token=HOSTILE))
        outcome = await stores.ledger.reserve(claim(1), now=START, draft=wanted)
        assert isinstance(outcome, Reserved)
        await stores.jobs.begin(1, None, now=START)
        generated = generation()
        model = replace(generated.order.model, id=HOSTILE)
        hostile = replace(generated, order=replace(generated.order, model=model), text=HOSTILE)
        await stores.jobs.keep(1, hostile, now=START)
        job = await stores.jobs.read(1)
        assert job
        assert job.generation
        assert (job.draft.request.prompt, job.generation.text) == (LEFT, LEFT)
        assert job.draft.reply_target.token == HOSTILE
        assert list(await stores.jobs.latencies(limit=1)) == [LEFT.replace("\0", "")]
