"""How much a document may ask of the reader. What is beyond stays in landing and is refused with a reason.

They hold whatever the source allows, so that `ocop extract` and a replay of anything landed are bounded too.
"""

from etl.reports.opening.unreadable import Unreadable

# Scanned annual reports reach 60 MB; more is a film, a disk image or an attack.
MAX_BYTES = 100_000_000
# A report of 500 pages has about a million characters; reading two million takes about a minute.
MAX_CHARACTERS = 2_000_000
# Pages saved with their pictures inside reach some megabytes; the tree of a page takes fifty times its size in memory.
MAX_PAGE_CHARACTERS = 16_000_000
# The text part of a Word file of 500 pages has 10 MB unpacked and shrinks to a twentieth; DEFLATE goes to a thousandth.
MAX_UNPACKED_BYTES = 32_000_000
MAX_RATIO = 150
RATIO_COUNTS_FROM_BYTES = 1_000_000
# A Word file has a part for each picture, header and note.
MAX_ENTRIES = 5_000
# A report states some hundreds; whoever states more sends a register, whose rows are no statements of a province.
MAX_FIGURES = 10_000
MAX_PDF_PAGES = 2_000
# A form of a province has some hundreds of rows and a few dozen columns; what is larger is a register or a database.
MAX_CELLS = 200_000
MAX_COLUMNS = 256
# PDFs are read by native code, in a process of its own: these bound the process.
MAX_PDF_SECONDS = 60
MAX_PDF_MEMORY_BYTES = 2_000_000_000
# Recognising a page of a scan takes some seconds of a processor; a report of 100 pages some minutes.
MAX_SCANNED_PAGES = 200
MAX_SCANNED_PAGE_SECONDS = 60
MAX_SCAN_SECONDS = 1_200
MAX_SCAN_MEMORY_BYTES = 2_000_000_000
MAX_SCANNED_PAGE_PIXELS = 40_000_000
# Unicode's stream-safe text has at most so many marks on one letter; to order more takes time by their square.
MAX_MARKS = 30
# Columns set by blanks are narrower; the rules try every blank of a run, which takes time by its square.
LONGEST_BLANK = 40


def refuse_large(size_bytes: int) -> None:
    """Raises Unreadable for a file that is larger than anything that is read. To be asked before its bytes are."""
    if size_bytes > MAX_BYTES:
        raise Unreadable(
            f"tệp {size_bytes / 1e6:.0f} MB, lớn hơn {MAX_BYTES / 1e6:.0f} MB; gửi bản văn bản, bỏ ảnh hoặc tách nhỏ. "
            f"/ The file has {size_bytes / 1e6:.0f} MB, more than {MAX_BYTES / 1e6:.0f} MB; send the text, "
            "without pictures or in parts."
        )


def refuse_many(figures: int) -> None:
    """Raises Unreadable for a document that states more figures than a report does."""
    if figures > MAX_FIGURES:
        raise Unreadable(
            f"có hơn {MAX_FIGURES:,} con số, là danh mục chứ không phải báo cáo; gửi riêng phần báo cáo. "
            f"/ The document states more than {MAX_FIGURES:,} figures: a register and no report; send the report alone."
        )


def refuse_wide(cells: int) -> None:
    """Raises Unreadable for a workbook or a CSV file with more filled cells than report forms have."""
    if cells > MAX_CELLS:
        raise Unreadable(
            f"bảng có hơn {MAX_CELLS:,} ô, là danh mục chứ không phải biểu báo cáo; gửi riêng biểu báo cáo. "
            f"/ The tables have more than {MAX_CELLS:,} cells: a register and no report form; send the form alone."
        )


def refuse_long(characters: int, most: int = MAX_CHARACTERS) -> None:
    """Raises Unreadable for a document of more text than a report has."""
    if characters > most:
        raise Unreadable(
            f"văn bản dài hơn {most:,} ký tự, quá dài cho một báo cáo; tách nhỏ rồi gửi lại. "
            f"/ The document has more than {most:,} characters, too many for a report; send it in parts."
        )
