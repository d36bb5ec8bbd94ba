"""Intake: the articles of files go into a draft, each id from one file only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from index.article import Article
from index.checksums import content_hash
from index.draft import Draft
from index.message import Message, told
from index.readers import Cause, ReaderLimits, Skipped, read
from index.sources import Source, limited, source_name

__all__ = ["Intake"]


class Intake:
    """Add files to a draft.

    An id belongs to the first file that has it, in the order of names, whenever each of them
    came: so an index that was brought in line step by step is the one that is made at once.

    Args:
        draft: The next generation.
        sources: The files that stay as they are; brought in line by `finish`.
        on_article: Called for every article that is added.
        sizes: The limits of the files.
    """

    def __init__(
        self,
        draft: Draft,
        sources: dict[str, Source],
        on_article: Callable[[], None],
        sizes: ReaderLimits,
    ) -> None:
        self._sizes = sizes
        self.skipped: list[Skipped] = []
        self.added = 0
        self._draft = draft
        self._sources = sources
        self._on_article = on_article
        self._holders = {id_: name for name, source in sources.items() for id_ in source.ids}
        self._keys = {source.key or name for name, source in sources.items()}
        self._lost: dict[str, list[str]] = {}

    def add(self, path: Path, digest: str) -> None:
        """Add the articles of a file that the draft has nothing of.

        Args:
            path: The file.
            digest: Its `content_hash`.
        """
        name = key = source_name(path)
        while key in self._keys:
            # A file that was here before has moved, and its articles still carry this name.
            key += "#"
        self._keys.add(key)
        ids: list[str] = []
        passed: dict[str, None] = {}
        skipped_before = len(self.skipped)
        for article in self._articles(path):
            holder = self._holders.get(article.id)
            if self._claim(article, name, key):
                ids.append(article.id)
                continue
            reason = Message(
                "id {id} is already taken by an article of {holder}",
                id=repr(article.id),
                holder=holder,
            )
            self.skipped.append(Skipped(path, None, reason))
            if holder != name:
                passed[article.id] = None
        causes = {skip.cause for skip in self.skipped[skipped_before:]}
        # For the next run the file is one that has changed; in the second case, if limits have.
        if Cause.DISK in causes:
            digest = ""
        elif Cause.LIMIT in causes:
            digest = limited(digest, self._sizes)
        self._sources[name] = Source(digest, tuple(ids), "" if key == name else key, tuple(passed))

    def add_passed(self, name: str, freed: Collection[str]) -> None:
        """Add articles that were passed over before, because another file had their ids.

        Args:
            name: A file that is in the draft and has not changed.
            freed: Ids that the files which had them may have no more.
        """
        source, path = self._sources[name], Path(name)
        try:
            if content_hash(path) != source.content:
                return
        except OSError as error:
            # The next run knows nothing of what was freed; so for it the file has changed.
            reason = Message("cannot be read: {error}", error=told(error))
            self.skipped.append(Skipped(path, None, reason, cause=Cause.DISK))
            self._sources[name] = source._replace(digest="")
            return
        wanted = frozenset(source.passed).intersection(freed)
        found: list[str] = []
        for item in read(path, self._sizes):
            if isinstance(item, Skipped) or item.id not in wanted:
                continue
            if self._claim(item, name, source.key or name):
                found.append(item.id)
        self._sources[name] = source._replace(
            ids=(*source.ids, *found),
            passed=tuple(id_ for id_ in source.passed if self._holders.get(id_) != name),
        )

    def finish(self) -> None:
        """Write down which files have lost ids to files whose names come before theirs."""
        for name, lost in self._lost.items():
            source, gone = self._sources[name], set(lost)
            self._sources[name] = source._replace(
                ids=tuple(id_ for id_ in source.ids if id_ not in gone),
                passed=(*source.passed, *lost),
            )

    def _articles(self, path: Path) -> Iterator[Article]:
        for item in read(path, self._sizes):
            if isinstance(item, Skipped):
                self.skipped.append(item)
            else:
                yield item

    def _claim(self, article: Article, name: str, key: str) -> bool:
        """Add an article unless a file that comes before has its id, or the same file."""
        holder = self._holders.get(article.id)
        if holder is not None and holder <= name:
            return False
        if holder is not None:
            self._draft.remove_article(article.id)
            self._lost.setdefault(holder, []).append(article.id)
            reason = Message(
                "id {id} is taken by an article of {holder}, which comes first",
                id=repr(article.id),
                holder=name,
            )
            self.skipped.append(Skipped(Path(holder), None, reason))
        self._holders[article.id] = name
        self._draft.add(article, key)
        self.added += 1
        self._on_article()
        return True
