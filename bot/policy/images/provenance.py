"""The statement in a re-encoded image that a model generated it: XMP, IPTC's digital source type.

https://iptc.org/std/photometadata/specification/IPTC-PhotoMetadata (2025.1) and
https://developer.adobe.com/xmp/docs/XMPSpecifications/
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.policy.images.image import Generation

#: The values are the full URLs. https://cv.iptc.org/newscodes/digitalsourcetype/, read 2026-11-30
GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
GENERATED_FROM_OTHERS = (
    "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
)

#: Characters that XML 1.0 cannot contain even escaped, among them lone surrogates.
#: https://www.w3.org/TR/xml/#charsets, read 2026-11-30
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\
<x:xmpmeta xmlns:x="adobe:ns:meta/">\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about=""\
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"\
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
 Iptc4xmpExt:DigitalSourceType="{source}"\
 Iptc4xmpExt:AISystemUsed="{model}"\
 xmp:CreatorTool="{model}"\
 xmp:CreateDate="{date}"/>\
</rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of an image, without its prompt and member, which a file must not reveal."""

    model: str
    """OpenRouter's id of the model."""
    made_at: datetime
    """When the image was requested, aware."""
    is_composite: bool = False
    """Whether references were sent along with the prompt."""


def provenance_of(generation: Generation, *, asked_at: datetime) -> Provenance:
    """Return the origin of a generation's images."""
    order = generation.order
    return Provenance(order.model.id, asked_at, is_composite=bool(order.references))


def xmp_of(provenance: Provenance) -> bytes:
    """Return the XMP packet in UTF-8; its date is in UTC, to the second."""
    date = provenance.made_at.astimezone(UTC).isoformat(timespec="seconds")
    facts = {
        "source": GENERATED_FROM_OTHERS if provenance.is_composite else GENERATED,
        "model": _NO_XML.sub("", provenance.model),
        "date": date.removesuffix("+00:00") + "Z",
    }
    # imported here, since its table of entities would cost an idle bot a third of a megabyte
    import html  # noqa: PLC0415

    return _PACKET.format(**{name: html.escape(fact) for name, fact in facts.items()}).encode()
