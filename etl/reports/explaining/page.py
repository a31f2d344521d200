"""Readings explained as one page that needs no network and no script; all that comes from outside is only text."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from etl.reports.explaining.cards import Card, Line, cards, facts
from etl.reports.explaining.marks import Stretch, stretches
from etl.reports.model import Reading
from etl.reports.opening import Unreadable
from etl.reports.opening.characters import shown

_NUMBER = re.compile(r"\[(\d+)\]")
_TITLE = "Đọc như thế nào / How it was read"


@cache
def _template() -> Template:
    return Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))


def page(documents: Iterable[tuple[str, Reading | Unreadable]]) -> str:
    """One page about documents, each with its name: its reading, or why there is none."""
    given = list(documents)
    title = f"{shown(given[0][0])}: {_TITLE}" if len(given) == 1 else _TITLE
    sections = (_document(f"d{number}", name, said) for number, (name, said) in enumerate(given, 1))
    return _template().substitute(title=escape(title), documents="\n".join(sections))


def _document(key: str, name: str, said: Reading | Unreadable) -> str:
    head = f"<h1>{escape(shown(name))}</h1>"
    if isinstance(said, Unreadable):
        return f'{head}\n<p class="problem">{escape(str(said))}</p>'
    made = cards(said)
    text = "".join(_stretch(key, said.text, stretch) for stretch in stretches(len(said.text), made))
    explained = "\n".join(_card(key, card) for card in made)
    return (
        f'{head}\n{_list(key, facts(said))}\n<div class="read">\n<div class="text">{text}</div>\n'
        f"<div>\n{explained}\n</div>\n</div>"
    )


def _stretch(key: str, text: str, stretch: Stretch) -> str:
    words = escape(text[stretch.start : stretch.end])
    if not stretch.cards:
        return words
    style = stretch.certainty + ("" if stretch.is_own else " other")
    links = "".join(
        f'<a id="{key}t{card.number}" href="#{key}c{card.number}">[{card.number}]</a>' for card in stretch.cards
    )
    return f'<mark class="{style}">{words}{links}</mark>'


def _card(key: str, card: Card) -> str:
    quote = escape(card.figure.quote)
    return (
        f'<article id="{key}c{card.number}">\n'
        f'<h2><a href="#{key}t{card.number}">[{card.number}]</a> <span class="{card.certainty}">{quote}</span></h2>\n'
        f"{_list(key, card.lines)}\n</article>"
    )


def _list(key: str, lines: Iterable[Line]) -> str:
    return "<dl>\n" + "\n".join(_line(key, line) for line in lines) + "\n</dl>"


def _line(key: str, line: Line) -> str:
    vi, en = escape(line.said.vi), escape(line.said.en)
    if line.has_numbers:
        vi, en = (_NUMBER.sub(rf'<a href="#{key}c\1">[\1]</a>', words) for words in (vi, en))
    english = f'<span lang="en">{en}</span>' if en != vi else ""
    return f'<dt>{line.label.vi} <small lang="en">{line.label.en}</small></dt><dd>{vi}{english}</dd>'
