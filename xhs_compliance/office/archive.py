"""Word and Excel files are zip archives of XML from strangers: looked through before anything opens them."""

import io
import lzma
import struct
import zipfile
import zlib
from xml.parsers import expat

from xhs_compliance.model.errors import InputError, UsageError
from xhs_compliance.model.words import Bilingual

LARGEST_FILE = 100_000_000
LARGEST_UNPACKED = 400_000_000
"""Bytes; a workbook of 20,000 drafts unpacks to about 60 million."""
MOST_PARTS = 10_000
DENSEST = 250
"""Times a part may grow when unpacked; a sheet of repeated cells reaches about 60."""
DENSE_FROM = 5_000_000
"""Smaller parts may be as dense as they like."""

_CHUNK = 65_536
_PACKED = (zlib.error, lzma.LZMAError, struct.error)
"""What unpacking damaged bytes raises."""


def checked_archive(content: bytes, source: str, needs: str) -> None:
    """Nothing, where *content* is an archive that is safe to open.

    Args:
        content: the file.
        source: its name, for errors.
        needs: a part it must hold (``word/document.xml``).

    Raises:
        InputError: when it is no such file, has a password, unpacks to more than any real one, or declares entities.

    """
    if len(content) > LARGEST_FILE:
        raise _refused(
            source, f"文件太大（上限 {LARGEST_FILE:,} 字节）", f"too large; the limit is {LARGEST_FILE:,} bytes"
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(
            source,
            "这是旧格式（.doc、.xls）或加了密码的文件；另存为不加密的 .docx 或 .xlsx",
            "an old .doc or .xls, or a file with a password; save it as .docx or .xlsx without one",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive, source, needs)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, *_PACKED) as error:
        raise _refused(source, f"文件坏了，打不开：{error}", f"damaged, cannot be opened: {error}") from None


def needs_extra(module: str) -> UsageError:
    """The error where *module* is not installed."""
    return UsageError(
        Bilingual(
            f"读写 Word 和 Excel 需要 {module}；安装：pip install 'xhs-compliance[office]'",
            f"Word and Excel need {module}; install it: pip install 'xhs-compliance[office]'",
        )
    )


def _check_parts(archive: zipfile.ZipFile, source: str, needs: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _bomb(source)
    if needs not in archive.namelist():
        raise _refused(source, f"里面没有 {needs}，不是这种文件", f"it holds no {needs}, so it is no such file")
    for part in parts:
        if part.flag_bits & 1:
            raise _refused(source, "文件加了密码；去掉密码再查", "it has a password; remove it")
        if part.file_size > DENSE_FROM and part.file_size > DENSEST * max(part.compress_size, 1):
            raise _bomb(source)
        _refuse_doctype(archive, part, source)


def _refuse_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo, source: str) -> None:
    """Entities are declared in a document type, which stands before the first element; no office file has one.

    Every part is looked at, for a part may be XML whatever its name is; one that is called XML has to be.
    """
    named_xml = part.filename.lower().endswith((".xml", ".rels"))
    seen = {"element": False, "doctype": False}
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.update(doctype=True)
    parser.StartElementHandler = lambda *_: seen.update(element=True)
    with archive.open(part) as stream:
        while not any(seen.values()) and (chunk := stream.read(_CHUNK)):
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError as error:
                if any(seen.values()) or not named_xml:
                    break
                raise _refused(
                    source, f"{part.filename} 不是 XML：{error}", f"{part.filename} is not XML: {error}"
                ) from None
            except LookupError as error:  # what another parser might read where this one cannot
                raise _refused(
                    source,
                    f"{part.filename} 用了没人认得的编码：{error}",
                    f"{part.filename} is in an encoding nobody knows: {error}",
                ) from None
    if seen["doctype"]:
        raise _refused(
            source,
            f"{part.filename} 里有 DOCTYPE 声明，正常的 Office 文件没有，不打开",
            f"{part.filename} declares a DOCTYPE, which no real Office file has; it is not opened",
        )


def _bomb(source: str) -> InputError:
    return _refused(
        source,
        "解压后大得不正常（压缩炸弹），不打开",
        "it unpacks to far more than any real file (a zip bomb); it is not opened",
    )


def _refused(source: str, zh: str, en: str) -> InputError:
    return InputError(source, Bilingual(zh, en))
