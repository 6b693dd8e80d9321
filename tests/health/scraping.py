"""Scrapes `/metrics` and parses it as Prometheus does."""

import aiohttp
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families


class Scraped:
    """All samples of a scrape, by name and labels."""

    def __init__(self, text: str) -> None:
        self.families: dict[str, Metric] = {
            family.name: family for family in text_string_to_metric_families(text)
        }
        self.samples = {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in self.families.values()
            for sample in family.samples
        }

    def get(self, name: str, **labels: str) -> float | None:
        """Return a sample's value; None without such a sample."""
        return self.samples.get((name, tuple(sorted(labels.items()))))

    def labels(self, name: str, label: str) -> set[str]:
        """Return all values of a label."""
        return {dict(labels)[label] for sample, labels in self.samples if sample == name}


async def scrape(http: aiohttp.ClientSession) -> Scraped:
    """Fetch and parse /metrics."""
    async with http.get("/metrics") as answer:
        assert answer.status == 200
        return Scraped(await answer.text())
