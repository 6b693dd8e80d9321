"""A job's draft and its painting as JSON in its row.

A field that is added to one of their classes needs a default, or the jobs that an earlier version
left open cannot be read any more.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.errors import StorageFailed, StorageFault
from bot.policy.jobs.job import Draft
from bot.policy.images.image import Painting

T = TypeVar("T")


def dump_draft(draft: Draft) -> str:
    """Return a draft as it is stored: without its token and its message, which have columns."""
    address = replace(draft.address, token="", message_id=None)
    return _dump(_drafts(), replace(draft, address=address))


def load_draft(stored: str, *, token: str, message_id: int | None) -> Draft:
    """Read what `dump_draft` wrote, and put in what it left out.

    Raises:
        StorageFailed: It is damaged.
    """
    draft = _load(_drafts, stored, "the draft of a job cannot be read")
    return replace(draft, address=replace(draft.address, token=token, message_id=message_id))


def dump_painting(painting: Painting) -> str:
    """Return a painting as it is stored."""
    return _dump(_paintings(), painting)


def load_painting(stored: str) -> Painting:
    """Read what `dump_painting` wrote.

    Raises:
        StorageFailed: It is damaged.
    """
    return _load(_paintings, stored, "the painting of a job cannot be read")


# both take 8 ms and 0.2 MB once, which is not spent before the first job


@cache
def _drafts() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)


@cache
def _paintings() -> TypeAdapter[Painting]:
    return TypeAdapter(Painting)


def _dump(adapter: TypeAdapter[T], value: T) -> str:
    try:
        # NUL, which PostgreSQL refuses, is escaped in JSON
        return adapter.dump_json(value).decode()
    except ValueError:
        # lone surrogates, which UTF-8 cannot encode
        text = json.dumps(adapter.dump_python(value, mode="json"), ensure_ascii=False)
        return text.encode(errors="replace").decode()


def _load(adapter: Callable[[], TypeAdapter[T]], stored: str, detail: str) -> T:
    try:
        return adapter().validate_json(stored, strict=True)
    except ValidationError:
        # its text repeats what members wrote
        raise StorageFailed(StorageFault.DAMAGED, detail) from None
