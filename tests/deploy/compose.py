"""Reads the compose files, with what their services take over from others."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]

Json = dict[str, Any]


def read_compose(name: str) -> Json:
    """Return a compose file whose services are complete: `extends` is replaced by what it names."""
    file: Json = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    for service, own in file["services"].items():
        base = own.pop("extends", None)
        if base is not None:
            inherited = read_compose(base["file"])["services"][base["service"]]
            file["services"][service] = _merge(inherited, own)
    return file


def _merge(inherited: Json, own: Json) -> Json:
    """Merge like Compose: mappings by key, lists one after the other, other values replaced."""
    merged = {**inherited, **own}
    for key in inherited.keys() & own.keys():
        old, new = inherited[key], own[key]
        if isinstance(old, dict):
            merged[key] = {**old, **new}
        elif isinstance(old, list):
            merged[key] = [*old, *new]
    return merged
