"""A PDF with a text layer in any letters, as a word processor makes it: wrapped lines, a font with a ToUnicode map."""

import textwrap
import zlib
from collections.abc import Sequence

_WIDTH, _LINES = 78, 50


def text_pdf(paragraphs: Sequence[str]) -> bytes:
    """The paragraphs below each other, wrapped, on as many pages as they need."""
    lines = [line for paragraph in paragraphs for line in (*_wrapped(paragraph), "")]
    pages = [lines[first : first + _LINES] for first in range(0, len(lines), _LINES)]
    letters = sorted({letter for line in lines for letter in line})
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 500 /FontDescriptor 6 0 R >>",
        _stream(_to_unicode(letters)),
        b"<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
        b"/Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        shown = "".join(f"1 0 0 1 50 {800 - 14 * n} Tm <{_codes(line)}> Tj\n" for n, line in enumerate(page) if line)
        objects.append(_stream(f"BT /F1 11 Tf\n{shown}ET"))
    return _file(objects)


def _wrapped(paragraph: str) -> list[str]:
    blank = "\u00a0" if "\u00a0" in paragraph else " "
    return [line.replace(" ", blank) for line in textwrap.wrap(paragraph.replace(blank, " "), _WIDTH)]


def _codes(line: str) -> str:
    return "".join(f"{ord(letter):04X}" for letter in line)


def _to_unicode(letters: Sequence[str]) -> str:
    rows = [f"<{_codes(letter)}> <{_codes(letter)}>" for letter in letters]
    blocks = (rows[first : first + 100] for first in range(0, len(rows), 100))
    maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{maps}\nendcmap end end"
    )


def _stream(text: str) -> bytes:
    packed = zlib.compress(text.encode())
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer
