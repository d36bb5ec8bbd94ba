"""The main text of an HTML page: which part of it, and its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

__all__ = ["Paragraph", "main_text"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is never part of an article, wherever it stands.
_DROPPED_TAGS = _words(
    "script style noscript template head nav footer aside dialog button select input textarea "
    "label option datalist iframe object embed svg math canvas audio video map"
)
_DROPPED_ROLES = _words("navigation banner contentinfo complementary search dialog")
# Whole class names only: "related" is a box of links, "related-to-war" may be anything.
_DROPPED_CLASSES = _words(
    "nav navbar navigation menu breadcrumb breadcrumbs sidebar share sharing share-buttons "
    "social social-share social-links related related-posts related-articles related-news "
    "recommended read-more comments comment-list ad ads advert advertisement cookie-banner "
    "newsletter pagination pager site-header site-footer tags-list"
)
_BLOCKS = _words(
    "html body address article blockquote center dd details dir div dl dt fieldset figcaption "
    "figure form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre section "
    "summary table caption tbody thead tfoot tr ul"
)
_CELLS = frozenset(("td", "th"))
_CONTENT = frozenset(("article", "main"))
# A part of the page is the article when it has most of the text that is no link.
_SHARE = 0.5
_MAX_CANDIDATES = 32
_SPACES = re.compile(r"\s+")


class Paragraph(NamedTuple):
    r"""Hold one paragraph of a page.

    Args:
        text: Its text, lines parted by "\n" where the page breaks them.
        tag: The innermost block element that it ends in, such as "p" or "h1".
    """

    text: str
    tag: str


class _Text:
    """Collect paragraphs, and how much of the text is outside links."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.plain = 0
        self._pieces: list[str] = []

    def add(self, piece: str, *, linked: bool) -> None:
        self._pieces.append(piece)
        if not linked:
            self.plain += len(piece) - piece.count(" ")

    def close(self, tag: str) -> None:
        joined = "".join(self._pieces)
        self._pieces.clear()
        lines = "\n".join(" ".join(line.split()) for line in joined.split("\n"))
        # Two line breaks in a row are how older pages part paragraphs.
        for part in re.split(r"\n{2,}", lines):
            if part := part.strip("\n"):
                self.paragraphs.append(Paragraph(part, tag))


def main_text(body: LexborNode) -> list[Paragraph]:
    """Return the paragraphs of a page's article.

    Args:
        body: The page's body element.
    """
    everything = _collect(body, by_class=False)
    by_class = True
    page = _collect(body, by_class=True)
    if page.plain < _SHARE * everything.plain:
        # The page uses one of the names for the frame around its text.
        page, by_class = everything, False
    best = page
    candidates = body.css("[itemprop~=articleBody], article, main, [role=main]")
    for candidate in candidates[:_MAX_CANDIDATES]:
        text = _collect(candidate, by_class=by_class)
        if _SHARE * page.plain < text.plain <= best.plain:
            best = text
    return best.paragraphs


def _collect(root: LexborNode, *, by_class: bool) -> _Text:
    """Walk a part of the page without recursion, so that no depth is too deep."""
    text = _Text()
    links = content = verbatim = 0
    for node, entering in _walk(root, by_class=by_class):
        tag = node.tag or ""
        if tag == "-text":
            piece = node.text_content or ""
            text.add(piece if verbatim else _SPACES.sub(" ", piece), linked=links > 0)
            continue
        step = 1 if entering else -1
        links += step * (tag == "a")
        verbatim += step * (tag == "pre")
        content += step * (tag in _CONTENT)
        if tag == "br" and entering:
            text.add("\n", linked=True)
        elif tag in _CELLS:
            text.add(" ", linked=True)
        elif tag in _BLOCKS:
            text.close(tag)
    text.close("body")
    return text


def _walk(root: LexborNode, *, by_class: bool) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each kept node on the way in and, elements only, on the way out."""
    stack: list[tuple[LexborNode, bool, bool]] = [(root, True, False)]
    while stack:
        node, entering, in_content = stack.pop()
        tag = node.tag or ""
        if entering and node is not root and _is_dropped(node, tag, in_content, by_class):
            continue
        yield node, entering
        if not entering or tag == "-text":
            continue
        stack.append((node, False, in_content))
        inside = in_content or tag in _CONTENT or (node is root and root.tag != "body")
        children = []
        child = node.first_child
        while child is not None:
            children.append((child, True, inside))
            child = child.next
        stack.extend(reversed(children))


def _is_dropped(node: LexborNode, tag: str, in_content: bool, by_class: bool) -> bool:
    if tag == "-text":
        return False
    if tag.startswith(("-", "!", "_")) or tag in _DROPPED_TAGS:
        return True
    # A page's own header is its banner; one with a headline belongs to the article.
    if tag == "header" and not in_content and node.css_first("h1") is None:
        return True
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("role") in _DROPPED_ROLES:
        return True
    if not by_class or tag in _CONTENT:
        return False
    return not _DROPPED_CLASSES.isdisjoint((attributes.get("class") or "").lower().split())
