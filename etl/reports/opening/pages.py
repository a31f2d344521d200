"""What a page shows: words and lines in boxes, in points from its left and top."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle, in points from the left and from the top of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Its height above all others half way, from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        """How far from the left of the page it is half way."""
        return (self.left + self.right) / 2

    def overlaps(self, other: "Box") -> bool:
        """Whether some of another box lies in it."""
        is_beside = self.right <= other.left or other.right <= self.left
        return not is_beside and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        """Whether the middle of another box lies in it."""
        return self.left <= other.center <= self.right and self.top <= other.middle <= self.bottom


@dataclass(frozen=True)
class Word:
    """A word, or a piece of one. `is_sure`: False for a number that was recognised and may be another."""

    text: str
    box: Box
    is_sure: bool = True


@dataclass(frozen=True)
class Line:
    """A line of a column. `left` and `right` bound the column; `size` is the height of its letters, 0 where it is not
    known. `is_row`: it has the wide gaps of a table's row.
    """

    words: tuple[Word, ...]
    box: Box
    left: float
    right: float
    size: float = 0
    is_row: bool = False

    @property
    def text(self) -> str:
        """Its words with a blank between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Page:
    """The lines of a page in the order in which they are read; its number from 1 and its height.

    `is_image`: it is a page of an image and no PDF; its unit is the pixel then and not the point.
    """

    number: int
    height: float
    lines: tuple[Line, ...]
    is_image: bool = False

    def location(self, box: Box) -> str:
        """A place on the page: as RFC 8118 writes it for a PDF, as Media Fragments write it for an image."""
        left, top = round(box.left), round(box.top)
        width, height = round(box.right) - left, round(box.bottom) - top
        name = "xywh" if self.is_image else "viewrect"
        return f"page={self.number}&{name}={left},{top},{width},{height}"


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes, of which there is at least one."""
    all_boxes = list(boxes)
    return Box(
        min(box.left for box in all_boxes),
        min(box.top for box in all_boxes),
        max(box.right for box in all_boxes),
        max(box.bottom for box in all_boxes),
    )
