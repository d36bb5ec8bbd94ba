"""XML documents made of text that nobody has checked."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

__all__ = ["add", "document"]

# XML 1.0, production 2: these characters may not stand in a document, not even escaped.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element and return it.

    Args:
        parent: Where it is added, at the end.
        name: Its name.
        text: Its text; characters that XML does not allow are left out.
        attributes: Its attributes; likewise.
    """
    clean = {key: _FORBIDDEN.sub("", value) for key, value in attributes.items()}
    element = SubElement(parent, name, clean)
    element.text = _FORBIDDEN.sub("", text)
    return element


def document(root: Element) -> bytes:
    """Return an element as a document in UTF-8.

    Args:
        root: The element.
    """
    body = tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()
