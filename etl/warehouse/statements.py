"""The SQL files of the project, each one statement that can be read alone."""

from pathlib import Path

from sqlalchemy import Connection, TextClause, text

from etl.settings import PROJECT

SQL = PROJECT / "sql"


def statement(path: str) -> TextClause:
    """The statement of a file under sql/, its parameters written `:name`."""
    return text((SQL / path).read_text(encoding="utf-8"))


def files(folder: str) -> list[Path]:
    """The files of a folder under sql/, in the order of their names."""
    return sorted((SQL / folder).glob("*.sql"))


def run_script(connection: Connection, path: Path) -> None:
    """Run a file of several statements that takes no parameters."""
    connection.exec_driver_sql(path.read_text(encoding="utf-8"), execution_options={"no_parameters": True})
