"""The names of rules: those that the code can give, and those with which texts of the tests are read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from etl.reports import Unreadable, read
from etl.settings import PROJECT

CODE = PROJECT / "etl" / "reports"
HERE = Path(__file__).parent


def written() -> set[str]:
    """Every rule that stands in the code, by a scan of it; "part_of:" for one that goes on with another rule."""
    return {name for path in CODE.rglob("*.py") for node in ast.walk(_tree(path)) for name in _named(node)}


@cache
def given() -> set[str]:
    """Every rule with which a text of the samples or of these tests was read."""
    samples = [path for path in (PROJECT / "samples").rglob("*.*") if path.suffix in (".txt", ".html", ".docx")]
    texts = [(path.read_bytes(), path.suffix) for path in samples]
    texts += [(text.encode(), ".txt") for path in HERE.glob("*.py") for text in _texts(path)]
    return {rule for content, suffix in texts for rule in _rules(content, suffix)}


def _rules(content: bytes, suffix: str) -> set[str]:
    try:
        return {figure.rule for figure in read(content, suffix).figures}
    except Unreadable:
        return set()


def _texts(path: Path) -> Iterator[str]:
    """The texts in the code of a test that have a number."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(c.isdigit() for c in node.value):
            yield node.value


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.Assign):
        yield from _of_assignment(node)


def _of_call(call: ast.Call) -> Iterator[str]:
    """`Sense(indicator, rule, ...)`, `Sense(*((indicator, rule) if ... else (...)), ...)`, `replace(..., rule=...)`."""
    if isinstance(call.func, ast.Name) and call.func.id == "Sense":
        first = call.args[0]
        if isinstance(first, ast.Starred):
            for pair in ast.walk(first):
                if isinstance(pair, ast.Tuple):
                    yield from _names(pair.elts[1])
        else:
            yield from _names(call.args[1])
    for keyword in call.keywords:
        if keyword.arg == "rule":
            yield from _names(keyword.value)


def _of_assignment(assignment: ast.Assign) -> Iterator[str]:
    """`draft.rule = ...`, also among others; the rows of a table of rules, `_PRODUCT_RULES = ((rule, ...), ...)`."""
    for target in assignment.targets:
        if isinstance(target, ast.Name) and target.id.endswith("_RULES") and isinstance(assignment.value, ast.Tuple):
            for row in assignment.value.elts:
                if isinstance(row, ast.Tuple):
                    yield from _names(row.elts[0])
        several = isinstance(target, ast.Tuple) and isinstance(assignment.value, ast.Tuple)
        pairs = zip(target.elts, assignment.value.elts, strict=True) if several else [(target, assignment.value)]
        for to, value in pairs:
            if isinstance(to, ast.Attribute) and to.attr == "rule":
                yield from _names(value)


def _names(value: ast.expr) -> Iterator[str]:
    """The texts that an expression may give; of an f-string what stands before its first value."""
    if isinstance(value, ast.JoinedStr):
        yield value.values[0].value
    elif isinstance(value, ast.IfExp):
        yield from _names(value.body)
        yield from _names(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
