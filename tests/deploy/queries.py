"""Reads PromQL: which metrics a query uses, with which labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What Prometheus adds to every metric when it scrapes.
SCRAPE_LABELS = frozenset({"job", "instance"})

#: Metrics that Prometheus makes itself, with their labels.
OF_PROMETHEUS = {"up": SCRAPE_LABELS}

_WORDS = {"and", "or", "unless", "by", "without", "on", "ignoring", "bool", "offset"}
_SELECTOR = re.compile(r"(\w+)\s*(!=|=~|!~|=)\s*\"([^\"]*)\"")
_GROUPING = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")
_METRIC = re.compile(r"(?<![\w:.])([a-zA-Z_:][\w:]*)(?![\w:])(?:\{([^}]*)\})?(?!\s*\()")


@dataclass(frozen=True, slots=True)
class Use:
    """A metric in a query."""

    metric: str
    selectors: tuple[tuple[str, str], ...]
    """Labels with the values that they are compared with; a regular expression has several."""


def used_metrics(query: str) -> Iterator[Use]:
    """Yield every metric of a query. Every word that isn't PromQL's own counts as one."""
    bare = _GROUPING.sub(" ", re.sub(r"\[[^\]]*\]", "", query))
    for match in _METRIC.finditer(bare):
        name, selectors = match.groups()
        if name not in _WORDS and not _is_inside_braces(bare, match.start()):
            found = _SELECTOR.findall(selectors or "")
            yield Use(name, tuple((label, value) for label, _, value in found))


def grouping_labels(query: str) -> set[str]:
    """Return the labels by which a query groups."""
    lists = _GROUPING.findall(query)
    return {label.strip() for labels in lists for label in labels.split(",") if label.strip()}


def _is_inside_braces(query: str, position: int) -> bool:
    return query.count("{", 0, position) > query.count("}", 0, position)
