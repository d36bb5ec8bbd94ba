from __future__ import annotations

import gzip
import json
import lzma
import random
from collections.abc import Callable

import pytest
import zstandard

from index.article import Article
from index.readers import Skipped
from tests.index.readers.conftest import Reading, why

Read = Callable[[str, bytes | str], Reading]

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".xz": lzma.compress,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


def jsonl(count: int) -> bytes:
    # Random, so that a cut or a flipped bit lies between articles and not in a header.
    noise = random.Random(7)
    rows = (
        {"id": str(n), "title": "عنوان", "body": f"{noise.getrandbits(2000):x}"}
        for n in range(count)
    )
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("suffix", PACK)
def test_every_format(reading: Read, suffix: str) -> None:
    for name, content in {
        "a.txt": "عنوان\n\nمتن",
        "a.html": "<h1>عنوان</h1><p>متن</p>",
        "a.jsonl": '{"id":"a","title":"عنوان","body":"متن"}',
        "a.csv": "id,title,body\na,عنوان,متن\n",
    }.items():
        (article,) = reading(name + suffix, PACK[suffix](content.encode()))
        assert article == Article("a", "عنوان", "متن")


@pytest.mark.parametrize("suffix", PACK)
def test_archives_end_to_end(reading: Read, suffix: str) -> None:
    data = jsonl(4)
    half = data.index(b"\n", len(data) // 2) + 1
    items = reading("a.jsonl" + suffix, PACK[suffix](data[:half]) + PACK[suffix](data[half:]))
    assert [item.id for item in items if isinstance(item, Article)] == ["0", "1", "2", "3"]
    assert len(items) == 4


@pytest.mark.parametrize("suffix", PACK)
def test_cut_off(reading: Read, suffix: str) -> None:
    packed = PACK[suffix](jsonl(5000))
    *read, last = reading("a.jsonl" + suffix, packed[: len(packed) // 2])
    assert [item.id for item in read if isinstance(item, Article)] == [
        str(n) for n in range(len(read))
    ]
    assert len(read) > 1000
    assert isinstance(last, Skipped)
    assert last.path.name == "a.jsonl" + suffix
    assert last.reason.startswith("the archive is damaged or cut off")


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x00" * 64])
def test_no_archive(reading: Read, suffix: str, content: bytes) -> None:
    (item,) = reading("a.jsonl" + suffix, content)
    assert isinstance(item, Skipped)


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_what_came_before_the_damage_is_kept(reading: Read, suffix: str, encoding: str) -> None:
    content = '{"title": "عنوان سليم"}\n'.encode(encoding)
    first, second = reading("a.jsonl" + suffix, PACK[suffix](content) + PACK[suffix](content)[:15])
    assert isinstance(first, Article)
    assert first.title == "عنوان سليم"
    assert why(second)[1].startswith("the archive is damaged or cut off")


@pytest.mark.parametrize("suffix", PACK)
def test_a_flipped_bit(reading: Read, suffix: str) -> None:
    packed = bytearray(PACK[suffix](jsonl(2000)))
    packed[len(packed) * 2 // 3] ^= 1
    items = reading("a.jsonl" + suffix, bytes(packed))
    assert isinstance(items[-1], Skipped)
    assert sum(isinstance(item, Article) for item in items) > 0


@pytest.mark.parametrize("suffix", PACK)
def test_a_bomb(reading: Read, suffix: str) -> None:
    first = jsonl(1)
    bomb = PACK[suffix](first + b" " * (80 << 20))
    *_, last = reading("a.jsonl" + suffix, bomb, expansion_floor=1 << 20)
    assert isinstance(last, Skipped)
    assert "expands more than 500 times" in last.reason


@pytest.mark.parametrize("suffix", PACK)
def test_an_archive_that_goes_on_as_none(reading: Read, suffix: str) -> None:
    """A second archive behind the first whose header is damaged is not passed over in silence."""
    pack = PACK[suffix]
    second = b"?" + pack(jsonl(3))[1:]
    items = reading(f"a.jsonl{suffix}", pack(jsonl(2)) + second)
    assert len([item for item in items if isinstance(item, Article)]) == 2
    assert why(items[-1])[1].startswith("the archive is damaged or cut off")


@pytest.mark.parametrize("padding", [b"", b"\0" * 4, b"\0" * (1 << 19)])
def test_padding_of_xz_is_no_damage(reading: Read, padding: bytes) -> None:
    first, second = lzma.compress(jsonl(2)), lzma.compress(b"\n" + jsonl(4))
    items = reading("a.jsonl.xz", first + padding + second + padding)
    assert [type(item) for item in items] == [Article] * 6
