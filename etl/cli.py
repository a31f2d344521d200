"""`ocop`: everything a person does by hand. Each command imports only what it needs."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from etl.errors import DataError, PassingError

if TYPE_CHECKING:
    from etl.marketplaces.marketplace import Marketplace
    from etl.quality.held import Selection
    from etl.sources import Source


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status: 0 done, 1 not all was well, 2 the command or its input is wrong."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except (DataError, PassingError) as problem:
        print(f"ocop: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ocop", description="Kho dữ liệu OCOP quốc gia / the national OCOP warehouse")
    commands = parser.add_subparsers(title="lệnh / commands", required=True, metavar="COMMAND")

    nightly = commands.add_parser("nightly", help="chạy một đêm / run a night, from the sources to the marts")
    nightly.add_argument("--reports", type=Path, metavar="DIR", help="đọc thư mục này / read this folder instead")
    nightly.set_defaults(run=_nightly)

    backfill = commands.add_parser("backfill", help="nạp lại các đêm đã lưu / load past nights again from landing")
    backfill.add_argument("first", type=date.fromisoformat, metavar="FROM", help="YYYY-MM-DD")
    backfill.add_argument("last", type=date.fromisoformat, metavar="TO", help="YYYY-MM-DD")
    only = backfill.add_mutually_exclusive_group()
    only.add_argument("--province", help="chỉ báo cáo của một tỉnh / one province's reports only")
    only.add_argument("--marketplace", help="chỉ hàng trên một sàn / one marketplace's listings only")
    backfill.set_defaults(run=_backfill)

    faulty = commands.add_parser("faulty-night", help="một đêm có lỗi cố ý, để tập / a night with planted faults")
    faulty.set_defaults(run=_faulty_night)

    extract = commands.add_parser("extract", help="đọc số liệu trong văn bản / read the figures of documents, as JSON")
    _add_extract(extract)

    sql = commands.add_parser("sql", help="hỏi kho, in CSV / ask the warehouse, read-only, as CSV")
    sql.add_argument("statement", help="một câu lệnh / one statement")
    sql.set_defaults(run=_sql)

    sources = commands.add_parser("sources", help="các nguồn đã khai / the sources of the night")
    sources.set_defaults(run=_sources)

    status = commands.add_parser("status", help="các đêm gần đây ra sao, phải làm gì / how the last nights went")
    status.set_defaults(run=_status)

    quarantine = commands.add_parser("quarantine", help="những gì bị giữ lại / what is held back")
    _add_quarantine(quarantine)

    dictionary = commands.add_parser("dictionary", help="từ điển dữ liệu / the data dictionary, as Markdown")
    dictionary.set_defaults(run=_dictionary)

    up = commands.add_parser("up", help="mở giao diện Airflow / open the Airflow UI on 127.0.0.1")
    up.add_argument(
        "--analyst", action="store_true", help="mở kho cho DBeaver, Excel / also open the warehouse to them"
    )
    up.set_defaults(run=_up)
    down = commands.add_parser("down", help="dừng tất cả / stop everything that `up` started")
    down.set_defaults(run=_down)
    return parser


def _add_extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="tệp hay thư mục / file or folder")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="in văn bản, đánh dấu từng số và nói vì sao đọc như thế / the text with its figures marked, and why each "
        "was read so, instead of JSON",
    )
    parser.add_argument(
        "--html",
        action="store_true",
        help="như thế, thành một trang HTML: ocop extract --html TỆP > trang.html / the same as one page of HTML",
    )
    parser.set_defaults(run=_extract)


def _add_quarantine(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="việc / actions", required=True, metavar="ACTION")
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("--reason", metavar="CODE", help="mã kiểm tra hoặc cửa / check or gate, as `list` shows it")
    chosen.add_argument("--province", metavar="NAME", help="tên chính thức / official name")
    chosen.add_argument("--source", metavar="CODE", help="mã nguồn / source of sources.yaml")
    chosen.add_argument("--load", type=int, metavar="ID", help="lượt nạp / load")
    chosen.add_argument(
        "--statement",
        nargs="+",
        metavar="ID",
        help="từng số liệu, theo mã mà `show` in ra / figures, as `show` names them",
    )
    counted = actions.add_parser("list", parents=[chosen], help="đếm theo lý do, tỉnh, nguồn, lượt / counts and age")
    counted.set_defaults(run=_quarantine_list)
    shown = actions.add_parser("show", parents=[chosen], help="từng dòng, kèm trích dẫn và nguồn / row by row")
    shown.add_argument("--most", type=int, default=20, metavar="N", help="nhiều nhất bao nhiêu dòng / at most (20)")
    shown.set_defaults(run=_quarantine_show)
    again = actions.add_parser("replay", parents=[chosen], help="nạp lại từ vùng đã lưu / load again, without network")
    again.add_argument("--accept", metavar="WHY", help="nhận văn bản bị giữ, số liệu chờ duyệt, vì / let in, because")
    again.set_defaults(run=_quarantine_replay)


def _nightly(arguments: argparse.Namespace) -> int:
    from etl.runtime import night

    return night.nightly(arguments.reports)


def _backfill(arguments: argparse.Namespace) -> int:
    from etl.runtime import night

    return night.backfill(arguments.first, arguments.last, arguments.province, arguments.marketplace)


def _faulty_night(arguments: argparse.Namespace) -> int:
    from etl.runtime import faulty_night

    return faulty_night.run()


def _extract(arguments: argparse.Namespace) -> int:
    if arguments.explain or arguments.html:
        from etl.reports.explaining import explain

        return explain.as_page(arguments.paths) if arguments.html else explain.in_terminal(arguments.paths)
    from etl.reports import extract

    return extract.main(arguments.paths)


def _sql(arguments: argparse.Namespace) -> int:
    from etl.warehouse import analyst

    analyst.write_csv(arguments.statement, sys.stdout)
    return 0


def _sources(arguments: argparse.Namespace) -> None:
    from etl.sources import config

    declared: list[Source | Marketplace] = [*config.listed(), *config.marketplaces()]
    for source in declared:
        print(f"{source.code}\t{source.label}\t{source.kind}\t{source.location}\t{source.owner}")


def _status(arguments: argparse.Namespace) -> None:
    from etl.monitoring import status

    status.show()


def _quarantine_list(arguments: argparse.Namespace) -> None:
    from etl.quality import held
    from etl.warehouse import database

    with database.in_use():
        print(held.counted(_selection(arguments)))


def _quarantine_show(arguments: argparse.Namespace) -> None:
    from etl.quality import held
    from etl.warehouse import database

    with database.in_use():
        print(held.shown(_selection(arguments), arguments.most))


def _quarantine_replay(arguments: argparse.Namespace) -> int:
    from etl import replay
    from etl.warehouse import database

    with database.in_use():
        replayed = replay.replay(_selection(arguments), accept=arguments.accept)
    print(replayed.text)
    return 0 if replayed.is_settled else 1


def _selection(arguments: argparse.Namespace) -> "Selection":
    from etl.quality.held import Selection

    statements = tuple(arguments.statement) if arguments.statement else None
    return Selection(arguments.reason, arguments.province, arguments.source, arguments.load, statements)


def _dictionary(arguments: argparse.Namespace) -> None:
    from etl.warehouse import dictionary

    print(dictionary.markdown(), end="")


def _up(arguments: argparse.Namespace) -> None:
    from etl.runtime import components

    components.up(for_analysts=arguments.analyst)


def _down(arguments: argparse.Namespace) -> None:
    from etl.runtime import components

    components.down()
