"""Bytes to text: which encoding, and the whole of a file or a stream in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from index.errors import ReadError
from index.message import Message

__all__ = ["clean", "decode", "detect", "utf8", "whole"]

# The labels that Arabic archives declare -> Python's codec. A declaration never reaches
# Python's own registry, which also knows "rot13" and "unicode_escape".
_DECLARABLE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1256": "cp1256",
    "cp1256": "cp1256",
    "cp-1256": "cp1256",
    "x-cp1256": "cp1256",
    "iso-8859-6": "iso8859_6",
    "iso_8859-6": "iso8859_6",
    "arabic": "iso8859_6",
    "asmo-708": "iso8859_6",
    "dos-720": "cp720",
    "x-mac-arabic": "mac_arabic",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
}
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a file without a mark and without valid UTF-8 can be, most likely first.
_GUESSES = ("cp1256", "iso8859_6", "cp720")
_UNKNOWN = "neither UTF-8, UTF-16 nor windows-1256 text; save it as UTF-8"
_SAMPLE = 1 << 16
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_ASCII_RUN = re.compile(rb"[\x00-\x7f]+")
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_ARABIC = re.compile("[ء-ْ٠-٩پچژگکہھےں،؛؟ـ«»“”‘’–—…\u00a0]")
_UNSAFE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """Return text that any later step can encode: no NUL, no lone surrogate.

    Args:
        text: Text from outside; half a surrogate pair becomes U+FFFD.
    """
    if "\x00" not in text:
        try:
            # Quicker than looking for half pairs, and most texts have none.
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _UNSAFE.sub("\ufffd", text.replace("\x00", ""))


def decode(path: Path, data: bytes, declared: str = "") -> str:
    """Return the text of a whole file.

    Args:
        path: Its name, for messages.
        data: Its content.
        declared: The encoding that the content itself claims, or "".

    Raises:
        ReadError: No encoding fits.
    """
    encoding = detect(data, declared)
    if encoding is None:
        raise ReadError(path, _UNKNOWN)
    try:
        return clean(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise ReadError(
            path,
            Message(
                "not valid {encoding} at byte {byte}; save it as UTF-8",
                encoding=encoding,
                byte=error.start,
            ),
        ) from error


def whole(path: Path, blocks: Iterator[bytes], largest: int) -> bytes:
    """Return the content of a file that is one article.

    Args:
        path: Its name, for messages.
        blocks: Its content.
        largest: How large it may be, in bytes.

    Raises:
        ReadError: It is larger.
    """
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        parts.append(block)
        size += len(block)
        if size > largest:
            raise ReadError(
                path,
                Message(
                    "more than {limit} bytes for one article; `--reader-limit "
                    "max_file_bytes=NUMBER` allows more",
                    limit=largest,
                ),
                is_limit=True,
            )
    return b"".join(parts)


def utf8(path: Path, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a stream as UTF-8 without a byte-order mark, whatever it came in.

    What came in UTF-8 is passed on unchecked, so that one bad byte costs one line.

    Args:
        path: The file's name, for messages.
        blocks: Its content.

    Raises:
        ReadError: No encoding fits the beginning.
    """
    first, broken = _beginning(blocks)
    encoding = detect(first)
    if encoding is None and _CONTROLS.search(first[:_SAMPLE]):
        raise ReadError(path, _UNKNOWN)
    # Text in no encoding we know is left to be refused line by line.
    if encoding in ("utf-8", "utf-8-sig", None):
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from blocks
    else:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        for block in chain([first], blocks):
            yield clean(decoder.decode(block)).encode()
        yield decoder.decode(b"", final=True).encode()
    if broken is not None:
        raise broken


def _beginning(blocks: Iterator[bytes]) -> tuple[bytes, ReadError | OSError | None]:
    """Take enough of a stream to tell its encoding, and what broke it off before that."""
    parts: list[bytes] = []
    size = 0
    try:
        for block in blocks:
            parts.append(block)
            size += len(block)
            if size >= _SAMPLE:
                break
    except (ReadError, OSError) as error:
        return b"".join(parts), error
    return b"".join(parts), None


def detect(data: bytes, declared: str = "") -> str | None:
    """Return the name of the codec for some bytes, or None where they are no text.

    A mark decides; then valid UTF-8, which no other encoding gives by chance, even against a
    declaration; then the declaration; then what looks like Arabic.

    Args:
        data: The whole or the beginning; it may stop inside a character.
        declared: The encoding that the content itself claims, or "".
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _unmarked_utf16(data):
        return wide
    if _is_utf8(data):
        return "utf-8"
    claimed = _DECLARABLE.get(declared.strip().lower())
    if claimed is not None and claimed != "utf-8" and not _CONTROLS.search(data[:_SAMPLE]):
        return claimed
    return _guess(data[:_SAMPLE])


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        # A few bad bytes among many good letters are damage, not another encoding.
        sample = data[:_SAMPLE]
        letters = len(_UTF8_LETTER.findall(sample))
        return letters > 0 and letters >= len(_HIGH.findall(_UTF8_LETTER.sub(b"", sample)))
    return True


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 by its high bytes: nearly all 00 (Latin, spaces) or 06 (Arabic)."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    for name, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if pairs and half.count(0) + half.count(6) >= 0.8 * pairs:
            other = sample[0::2] if name == "utf-16-le" else sample[1::2]
            if other.count(0) < 0.2 * pairs:
                return name
    return None


def _guess(sample: bytes) -> str | None:
    if _CONTROLS.search(sample):
        return None
    from charset_normalizer import from_bytes

    # Markup and Latin words drown the letters that tell one Arabic code page from another.
    letters = _ASCII_RUN.sub(b" ", sample)
    best = from_bytes(letters, cp_isolation=[*_GUESSES]).best()
    guesses = _GUESSES if best is None else (best.encoding, *_GUESSES)
    return next((name for name in guesses if _looks_arabic(letters, name)), None)


def _looks_arabic(letters: bytes, encoding: str) -> bool:
    try:
        text = letters.decode(encoding).replace(" ", "")
    except UnicodeDecodeError:
        return False
    return len(_ARABIC.findall(text)) >= 0.8 * len(text)
