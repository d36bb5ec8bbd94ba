"""Messages for people: an English text that remembers what it was made of."""

from __future__ import annotations

from typing import Any

__all__ = ["Counted", "Message", "as_message", "told"]


class Message(str):
    """Hold an English sentence, and the template and fields from which it can be said otherwise.

    It is the sentence wherever a string is wanted. Whole numbers are written with their
    thousands parted and others with one decimal; a number that is a name, such as that of a
    line, is passed as a string.

    Args:
        template: The sentence with `{name}` where a field belongs; taken as it is where there
            are no fields, whatever braces it has.
        fields: What stands there; messages may hold messages.
    """

    __slots__ = ("fields", "template")

    template: str
    fields: dict[str, object]

    def __new__(cls, template: str, **fields: object) -> Message:
        """Return the message."""
        # An error would keep all that it has met alive.
        fields = {n: told(v) if isinstance(v, BaseException) else v for n, v in fields.items()}
        shown = {name: _english(value) for name, value in fields.items()}
        message = super().__new__(cls, template.format(**shown) if fields else template)
        message.template = template
        message.fields = fields
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Return what makes it again, for copies and other processes."""
        return (self.template,), self.fields


class Counted(int):
    """Hold a number with its noun, such as "1 article" or "2,000 articles".

    Args:
        number: How many.
        noun: The English singular.
        plural: The English plural; with an s where none is given.
    """

    noun: str
    plural: str

    def __new__(cls, number: int, noun: str, plural: str = "") -> Counted:
        """Return the number."""
        counted = super().__new__(cls, number)
        counted.noun = noun
        counted.plural = plural or f"{noun}s"
        return counted

    def __str__(self) -> str:
        return f"{int(self):,} {self.noun if self == 1 else self.plural}"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __getnewargs__(self) -> tuple[int, str, str]:  # type: ignore[override]
        """Return what makes it again, for copies and other processes."""
        return int(self), self.noun, self.plural


def as_message(text: str) -> Message:
    """Return a text as a message; one without fields is its own template.

    Args:
        text: A message, or any other string.
    """
    return text if isinstance(text, Message) else Message(text)


def told(error: BaseException) -> str:
    """Return what an error says: its `Message` where it was given one, without a file's name.

    Args:
        error: The error.
    """
    said: Any = error.args[0] if len(error.args) == 1 else None
    if isinstance(said, Message):
        return said
    if isinstance(error, OSError) and error.strerror:
        return Message(error.strerror)
    return str(error) or type(error).__name__


def _english(value: object) -> object:
    match value:
        case bool() | Counted():
            return value
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.1f}"
        case _:
            return value
