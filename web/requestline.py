"""The request line: Arabic in an address as it was typed, which curl sends as it is."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote_from_bytes

from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]

__all__ = ["AddressParser"]

_ASCII: Final = bytes(range(128))


class AddressParser(HTTPRequestParser):  # type: ignore[misc]
    """Read requests, and take bytes of an address that are not ASCII for what they encode.

    A browser writes them as `%D8` (RFC 3986, 2.1); waitress refuses them as they are.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the request line and the headers.

        Args:
            header_plus: Their bytes.

        Raises:
            waitress.parser.ParsingError: They are no request.
        """
        line, end, headers = header_plus.partition(b"\r\n")
        super().parse_header(quote_from_bytes(line, _ASCII).encode("ascii") + end + headers)
