"""What a re-encoded image says of itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.provenance import Provenance, provenance_of, xmp_of
from bot.policy.images.request import Order, Reference
from testkit.fakes import FLASH, START

IPTC = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
GENERATING = Generation(
    Order(FLASH, "a secret prompt"), (ImageFile(Path(), "image/png", 1, 1, 1),), 39_000, 1.0
)


def stated(provenance: Provenance) -> dict[str, str]:
    """Return what the packet says, as an XML parser reads it."""
    root = ET.fromstring(xmp_of(provenance))  # noqa: S314 -- our own packet
    [description] = root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description")
    return dict(description.attrib)


def test_the_whole_address_says_that_a_model_made_it() -> None:
    said = stated(provenance_of(GENERATING, asked_at=START))
    assert said[f"{IPTC}DigitalSourceType"] == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    )
    assert said[f"{IPTC}AISystemUsed"] == said[f"{XMP}CreatorTool"] == FLASH.id
    assert said[f"{XMP}CreateDate"] == "2026-11-22T12:00:00Z"


def test_with_a_reference_it_is_a_composite() -> None:
    order = replace(GENERATING.order, references=(Reference(Path(), "image/png", 1),))
    said = stated(provenance_of(replace(GENERATING, order=order), asked_at=START))
    assert said[f"{IPTC}DigitalSourceType"] == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    )


def test_nothing_is_said_of_the_prompt() -> None:
    assert b"secret" not in xmp_of(provenance_of(GENERATING, asked_at=START))


def test_the_date_is_in_utc_to_the_second() -> None:
    there = timezone(timedelta(hours=9))
    made_at = datetime(2026, 12, 1, 3, 0, 0, 999, tzinfo=there)
    assert stated(Provenance("m", made_at))[f"{XMP}CreateDate"] == "2026-11-30T18:00:00Z"


@given(st.text(st.characters(codec=None), max_size=50))
def test_no_model_id_breaks_the_packet(model: str) -> None:
    said = stated(Provenance(model, datetime(2026, 1, 1, tzinfo=UTC)))
    assert set(said[f"{IPTC}AISystemUsed"]) <= set(model) | {" "}
