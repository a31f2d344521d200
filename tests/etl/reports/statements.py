"""A short way to say which figures a text states: "certified_products 92 3+", "producers 10 @district An Biên"."""

from etl.reports import Figure, Reading, read


def said(figure: Figure) -> str:
    """One figure in short: indicator, value, star, target, qualifier, scope."""
    words = [figure.indicator, f"{figure.value:g}"]
    words += [figure.star] if figure.star else []
    words += ["target"] if figure.kind == "target" else []
    words += [figure.qualifier] if figure.qualifier else []
    words += [f"@{figure.scope} {figure.scope_name}"] if figure.scope else []
    return " ".join(words)


def of(text: str) -> Reading:
    """The reading of a plain text."""
    return read(text.encode(), ".txt")


def figures(text: str) -> list[str]:
    """The figures of a plain text in short, in their order."""
    return [said(figure) for figure in of(text).figures]
