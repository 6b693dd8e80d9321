"""Reads from Exif metadata whether viewers rotate or mirror an image.

https://www.cipa.jp/std/documents/download_e.html?CIPA_DC-008-2024-E and
https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
"""

import struct

_BYTE_ORDERS = {b"II": "<", b"MM": ">"}
_MAGIC = 42
_ORIENTATION = 0x0112
_SHORT = 3
#: 1 is the normal orientation; other values are invalid.
_TURNED = range(2, 9)
_ENTRY_BYTES = 12


def is_turned(exif: bytes) -> bool:
    """Tell whether viewers rotate or mirror an image; False if the metadata can't be read.

    Args:
        exif: Exif data from the TIFF header on.
    """
    order = _BYTE_ORDERS.get(exif[:2])
    if order is None:
        return False
    try:
        magic, directory = struct.unpack_from(f"{order}HI", exif, 2)
        if magic != _MAGIC:
            return False
        [count] = struct.unpack_from(f"{order}H", exif, directory)
        for number in range(count):
            entry = directory + 2 + number * _ENTRY_BYTES
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == _ORIENTATION:
                return kind == _SHORT and value in _TURNED
    except struct.error:
        return False
    return False
