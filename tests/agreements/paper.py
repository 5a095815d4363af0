"""Reads a PDF as a program for blind people would: its tags, and the text behind them."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}


class Paper:
    """One PDF."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def text(self) -> str:
        """All its words, without the numbers at the foot of its pages."""
        pages = (page.extract_text() for page in self.reader.pages)
        return "\n".join(re.sub(r"\d+ / \d+\s*$", "", words) for words in pages)

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    @property
    def metadata(self) -> str:
        """What it says of itself, as XML."""
        return str(self.root["/Metadata"].get_data().decode())

    def tags(self) -> Iterator[str]:
        """The kinds of all its elements, in the order in which they are read out."""
        yield from _tags(self.root["/StructTreeRoot"]["/K"])

    def says(self, sentence: str) -> bool:
        return squeezed(sentence) in squeezed(self.text)

    def untagged(self) -> list[str]:
        """Text on a page that belongs to no element, and is not marked as decoration."""
        return [words for page in self.reader.pages for words in _loose(page, self.reader)]

    def fonts(self) -> Iterator[Any]:
        for page in self.reader.pages:
            for font in page["/Resources"]["/Font"].values():
                yield font.get_object()


def squeezed(text: str) -> str:
    """Without spaces, line breaks and what only allows one: they fall differently on paper."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


def _tags(element: Any) -> Iterator[str]:
    element = element.get_object()
    if isinstance(element, list):
        for item in element:
            yield from _tags(item)
    elif isinstance(element, DictionaryObject) and "/S" in element:
        yield str(element["/S"])[1:]
        if "/K" in element:
            yield from _tags(element["/K"])


def _loose(page: Any, reader: PdfReader) -> Iterator[str]:
    inside: list[bool] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            artifact = operands[0] == "/Artifact"
            numbered = len(operands) > 1 and "/MCID" in operands[1]
            inside.append(artifact or numbered)
        elif operator == b"EMC":
            inside.pop()
        elif operator in SHOWS_TEXT and not any(inside):
            yield str(operands)
