"""Reads a YAML file of phrases; a mistake in it is told by file and line, with what to do."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from etl.errors import DataError

_Loader = yaml.CSafeLoader
_TEXT, _NUMBER = "tag:yaml.org,2002:str", "tag:yaml.org,2002:int"
# What the parser of YAML says, and what it means to somebody who wrote a list of phrases.
_MEANINGS = {
    "',' or ']'": (
        "thiếu dấu phẩy giữa hai cụm từ, hoặc thiếu ] ở cuối danh sách",
        "a comma between two phrases is missing, or the ] at the end of the list",
    ),
    "cannot start any token": (
        "có ký tự không đứng đầu được (thường là phím Tab): dùng dấu cách, và đặt cụm từ trong ngoặc kép",
        "a character that nothing may begin with (often a tab): use blanks, and put the phrase in quotes",
    ),
    "a tab character": ("dòng thụt vào bằng phím Tab: dùng dấu cách", "a tab indents the line: use blanks"),
    "expected node content": ("thiếu cụm từ, như giữa hai dấu phẩy", "a phrase is missing, as between two commas"),
    "mapping values are not allowed": (
        "cụm từ có dấu hai chấm phải đặt trong ngoặc kép",
        "a phrase with a colon must be put in quotes",
    ),
    "expected key": (
        "dòng thụt vào sai, hoặc thiếu dấu hai chấm sau tên danh sách, hoặc thiếu dấu gạch đầu dòng",
        "the line is indented wrongly, or the colon behind a list's name or the dash before a phrase is missing",
    ),
    "could not find expected ':'": (
        "ngay trên đây thiếu dấu hai chấm sau tên danh sách, hoặc thiếu dấu cách sau dấu gạch đầu dòng",
        "right above, the colon behind a list's name or the blank behind a dash is missing",
    ),
    "end of stream": ("ngoặc kép mở ra mà không đóng lại", "quotes are opened and not closed"),
}


class Phrasebook(dict[str, Any]):
    """The lists of one file by their names. Asking for one that is not there raises DataError, with the file's name."""

    def __init__(self, path: Path, lists: dict[str, Any]) -> None:
        super().__init__(lists)
        self._path = path

    def __missing__(self, name: str) -> Any:
        raise DataError(
            f"{_shown(self._path)}: thiếu danh sách «{name}»; đặt lại tên ấy, máy tìm danh sách theo tên. "
            f"/ The list “{name}” is missing; give it its name back, lists are found by their names."
        )


def read_phrasebook(path: Path) -> Phrasebook:
    """The lists of a file, in NFC. Raises DataError for what is no YAML, no list, no phrase, or said twice."""
    try:
        source = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise DataError(
            f"{_shown(path)}: tệp không phải UTF-8; lưu lại bằng UTF-8. / The file is not UTF-8; save it as UTF-8."
        ) from None
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        for line, vi, en in _mistakes(node):
            raise _mistake(path, source, line, vi, en)
        return Phrasebook(path, loader.construct_document(node))
    except yaml.MarkedYAMLError as problem:
        mark = problem.context_mark if "',' or ']'" in str(problem.problem) else problem.problem_mark
        vi, en = _meaning(str(problem.problem))
        raise _mistake(path, source, mark.line if mark else 0, vi, en) from None
    except yaml.YAMLError as problem:  # a character that YAML does not know; its place is counted from the start
        line = source.count("\n", 0, getattr(problem, "position", 0))
        vi, en = _MEANINGS["cannot start any token"]
        raise _mistake(path, source, line, vi, en) from None
    finally:
        loader.dispose()


_Found = Iterator[tuple[int, str, str]]


def _mistakes(node: yaml.Node | None) -> _Found:
    """What is wrong with a file that is YAML: in which line from 0, in Vietnamese, in English."""
    if not isinstance(node, yaml.MappingNode):
        yield 0, "tệp phải gồm các danh sách có tên", "the file must hold lists with names"
        return
    for name, value in node.value:
        if isinstance(value, yaml.ScalarNode):
            yield (
                name.start_mark.line,
                f"sau «{name.value}:» phải là một danh sách: [cụm từ, cụm từ] hoặc mỗi dòng một “- cụm từ”",
                f"a list must follow “{name.value}:”: [phrase, phrase] or one “- phrase” a line",
            )
    yield from _in_mapping(node)


def _in_mapping(node: yaml.MappingNode) -> _Found:
    names = set()
    for name, value in node.value:
        if name.value in names:
            yield (
                name.start_mark.line,
                f"tên «{name.value}» có hai lần, máy chỉ đọc một; gộp lại làm một",
                f"the name “{name.value}” stands twice, and only one would be read; make them one",
            )
        names.add(name.value)
        yield from _in_value(value, numbers=True)


def _in_value(node: yaml.Node, numbers: bool) -> _Found:
    if isinstance(node, yaml.MappingNode):
        yield from _in_mapping(node)
    elif isinstance(node, yaml.SequenceNode):
        yield from _in_list(node)
    elif not node.value.strip():
        yield node.start_mark.line, "cụm từ trống; xóa đi", "an empty phrase; delete it"
    elif node.tag != _TEXT and not (numbers and node.tag == _NUMBER):
        yield (
            node.start_mark.line,
            f'«{node.value}» không được đọc như chữ; đặt trong ngoặc kép: "{node.value}"',
            f'“{node.value}” is not read as words; put it in quotes: "{node.value}"',
        )


def _in_list(node: yaml.SequenceNode) -> _Found:
    if not node.value:
        yield (
            node.start_mark.line,
            "danh sách trống; cần ít nhất một cụm từ",
            "an empty list; it needs at least one phrase",
        )
    for item in node.value:
        if isinstance(item, yaml.MappingNode) and len(item.value) == 1:
            yield item.start_mark.line, *_MEANINGS["mapping values are not allowed"]
        yield from _in_value(item, numbers=False)


def _meaning(problem: str) -> tuple[str, str]:
    for said, meaning in _MEANINGS.items():
        if said in problem:
            return meaning
    return f"không đúng cách viết YAML ({problem})", f"this is not written as YAML is ({problem})"


def _mistake(path: Path, source: str, line: int, vi: str, en: str) -> DataError:
    lines = source.splitlines()
    words = lines[line].strip()[:80] if line < len(lines) else ""
    return DataError(
        f"{_shown(path)}, dòng {line + 1}: {vi}. Sửa dòng «{words}» rồi chạy lại; cách viết: docs/vocabulary.md. "
        f"/ Line {line + 1}: {en}. Mend it and run again; how to write: docs/vocabulary.md."
    )


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
