"""The two headers a zip has for every file: before its content, and in the directory at the end.

Readers differ in which of them they believe, so a zip in which they differ can show two people two things.
"""

import struct
import zipfile

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
"""Signature, version, flags, method, time, date, CRC-32, sizes (packed, whole), lengths (APPNOTE.TXT, 4.3.7)."""

_STREAMED = 0x08
"""The flag of a file whose CRC and sizes follow its content; they are zero before it."""

_IN_EXTRA = 0xFFFFFFFF
"""A size that stands in an extra field, for files over 4 GiB."""


def headers_agree(content: bytes, entry: zipfile.ZipInfo) -> bool:
    """Whether both headers of *entry*, of the zip *content*, say the same of how it is packed, how large, and when."""
    if len(content) < entry.header_offset + _LOCAL.size:
        return False
    _, _, flags, method, time, date, crc, packed, whole, _, _ = _LOCAL.unpack_from(content, entry.header_offset)
    year, month, day, hour, minute, second = entry.date_time
    moment = ((year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2)
    if (flags, method, (date, time)) != (entry.flag_bits, entry.compress_type, moment):
        return False
    if flags & _STREAMED:
        return True
    sizes = ((packed, entry.compress_size), (whole, entry.file_size))
    return crc == entry.CRC and all(local in (size, _IN_EXTRA) for local, size in sizes)
