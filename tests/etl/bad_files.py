"""Files as they should not come, made by the tests: broken, hostile, or something else than they say."""

import io
import random
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable

REPORT = (
    "Tỉnh Cà Mau có 142 sản phẩm OCOP, trong đó 65 sản phẩm 3 sao và 77 sản phẩm 4 sao của 80 chủ thể.\n"
    "Các huyện đã được công nhận.\n"
)
# The first words of REPORT as programs of the years before Unicode wrote them.
TCVN3 = "TØnh Cµ Mau cã 142 s¶n phÈm OCOP cña 80 chñ thÓ.\n"
VNI = "Tænh Caø Mau coù 142 saûn phaåm OCOP cuûa 80 chuû theå.\n"
LOGIN = "<!DOCTYPE html><html><head><title>Đăng nhập hệ thống</title></head><body>Tên đăng nhập</body></html>"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument"/></Relationships>'
)


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def word_file(document: str | bytes, **parts: str | bytes) -> bytes:
    """A .docx whose part with the text is `document`; further parts by name, `__` for a slash."""
    more = {name.replace("__", "/"): part for name, part in parts.items()}
    return zipped(
        {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document} | more
    )


def word(body: str, prolog: str = "") -> str:
    """The part with the text: a document with this body, in w:p, w:tbl and so on."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {_W}><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_bomb() -> bytes:
    """64 MB of blanks in 64 kB."""
    return word_file(word(paragraph("a" + " " * 64_000_000)))


def large_word_file() -> bytes:
    """A part of 34 MB that does not shrink as a bomb's does."""
    noise = random.Random(0).randbytes(17_000_000).hex()
    return word_file(word(paragraph(noise)))


def lying_word_bomb() -> bytes:
    """The bomb, with a header that claims a small part."""
    document = word(paragraph("a" + " " * 64_000_000))
    size = struct.pack("<I", len(document.encode()))
    return word_file(document).replace(size, struct.pack("<I", 1000))


def locked_word_file() -> bytes:
    """An archive whose entries say that they have a password."""
    content = bytearray(word_file(word(paragraph(REPORT))))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 1)
    return bytes(content)


def crowded_archive() -> bytes:
    return zipped({f"{number}": b"" for number in range(6000)}, zipfile.ZIP_STORED)


def workbook_file(sheet: str | bytes = "<worksheet/>", **parts: str | bytes) -> bytes:
    """A workbook whose only sheet is `sheet`; further parts by name, `__` for a slash."""
    relation = '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/1.xml"/>'
    more = {name.replace("__", "/"): part for name, part in parts.items()}
    return zipped(
        {
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Biểu 1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>",
            "xl/worksheets/1.xml": sheet,
        }
        | more
    )


def sheet_of(*rows: str) -> str:
    """A sheet of these rows of cells, in c, v and so on."""
    return "<worksheet><sheetData>" + "".join(f"<row>{row}</row>" for row in rows) + "</sheetData></worksheet>"


def crowded_sheet() -> str:
    """A sheet of 210,000 numbers, which do not shrink as a bomb's do."""
    numbers = random.Random(0)
    return sheet_of(*("".join(f"<c><v>{numbers.random()}</v></c>" for _ in range(1000)) for _ in range(210)))


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return word_file(word(paragraph("&l9;"), f'<!DOCTYPE w [<!ENTITY l0 "142 sản phẩm OCOP ">{entities}]>'))


def laughs_in_an_attribute() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<w:p w:rsid="&l9;">{paragraph(REPORT)}</w:p>'
    return word_file(word(body, f'<!DOCTYPE w [<!ENTITY l0 "ha">{entities}]>'))


def external_entity(target: str, encoding: str = "utf-8") -> bytes:
    """A Word file that asks its reader for what is at `target`: as an entity and as the DTD itself."""
    prolog = f'<!DOCTYPE w SYSTEM "{target}" [<!ENTITY x SYSTEM "{target}"><!ENTITY % y SYSTEM "{target}"> %y;]>'
    document = word(paragraph("Tỉnh Cà Mau có &x; sản phẩm OCOP."), prolog)
    named = document.replace("UTF-8", encoding)
    return word_file(named.encode(encoding, "xmlcharrefreplace"))


def pdf(
    text: str = "Tinh Ca Mau, OCOP 142", *, pages: int = 1, stream: bytes | None = None, locked: bool = False
) -> bytes:
    """A PDF written by hand: the smallest that shows a line of text, on so many pages; `stream` draws another."""
    packed = zlib.compress(f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode() if stream is None else stream)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * pages, pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"61" * 32, b"62" * 32),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    lock = b"/Encrypt 6 0 R /ID [<00><00>]" if locked else b""
    trailer = b"trailer << /Size 7 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (lock, len(out))
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


# Name of the file -> how to make it, and a word of the reason that it must be refused with.
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.docx": (lambda: b"", "file is empty"),
    "blank.txt": (lambda: b" \n\t\n", "file is empty"),
    "nulls.pdf": (lambda: bytes(1000), "file is empty"),
    "picture.html": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG image"),
    "scan.txt": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), "JPEG image"),
    "film.pdf": (lambda: b"GIF89a" + bytes(50), "GIF image"),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old Office file or one with a password"),
    "notes.txt": (lambda: rb"{\rtf1\ansi 142 s\'e1n ph\'e8m}", "RTF file"),
    "binary.txt": (lambda: bytes(range(256)) * 4, "binary file"),
    "tcvn3.txt": (lambda: (TCVN3 * 3).encode("latin-1"), "TCVN3"),
    "tcvn3.docx": (lambda: word_file(word(paragraph(TCVN3))), "TCVN3"),
    "vni.html": (lambda: f"<html><body><p>{VNI}</p></body></html>".encode("latin-1"), "VNI"),
    "vni-as-utf-8.txt": (lambda: VNI.encode(), "VNI"),
    "half-tcvn3.txt": (lambda: (REPORT + TCVN3).encode(), "TCVN3"),
    "twice.txt": (lambda: REPORT.encode().decode("cp1252", "ignore").encode(), "UTF-8 encoded twice"),
    "broken-bytes.txt": (lambda: REPORT.encode().replace("phẩm".encode(), b"ph\xbbm", 1), "broken bytes"),
    "two-encodings.html": (lambda: f"<p>{REPORT}</p>".encode() + b"<p>huy\xeafn c\xf3 12</p>", "broken bytes"),
    "cut-off.txt": (lambda: REPORT.encode()[: REPORT.encode().index("phẩm".encode()) + 3], "broken bytes"),
    "broken-number.txt": (lambda: REPORT.replace("142", "1\ufffd2").encode(), "damaged character beside the number"),
    "null-number.txt": (lambda: (REPORT * 20).replace("142", "14\x002", 1).encode(), "damaged character"),
    "chinese.txt": (lambda: "越南共有一百四十二个产品".encode("gb18030"), "encoding is unknown"),
    "odd.txt": (lambda: b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1], "broken bytes"),
    "marks.txt": (lambda: ("a" + "\u0301\u0323" * 1000).encode(), "marks on one letter"),
    "numbers.txt": (lambda: b"12 34 56", "no letters"),
    "script.html": (lambda: b"<html><head></head><body><script>x()</script></body></html>", "no letters"),
    "login.html": (LOGIN.encode, "log-in or block page"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 5000 + REPORT.encode(), "nested too deep"),
    "broken.docx": (lambda: b"PK\x03\x04 no archive at all", "broken Word file"),
    "half.docx": (lambda: word_file(word(paragraph(REPORT)))[:-200], "broken Word file"),
    "broken-xml.docx": (lambda: word_file(word("<w:p>")), r"broken \(XML\)"),
    "deep.docx": (lambda: word_file(word("<w:p>" * 5000 + "</w:p>" * 5000)), r"broken \(XML\)"),
    "locked.docx": (locked_word_file, "has a password"),
    "bomb.docx": (word_bomb, "archive bomb"),
    "large.docx": (large_word_file, "archive bomb"),
    "lying-bomb.docx": (lying_word_bomb, "broken Word file"),
    "crowd.docx": (crowded_archive, "more than 5,000 entries"),
    "photos.zip": (lambda: zipped({"a.jpg": b"\xff\xd8\xff"}), "no Word file"),
    "laughs.docx": (billion_laughs, "declares a DTD"),
    "attribute-laughs.docx": (laughs_in_an_attribute, "declares a DTD"),
    "empty.xlsx": (workbook_file, "no sheet with words"),
    "bomb.xlsx": (lambda: workbook_file(b"<worksheet>" + b" " * 64_000_000), "archive bomb"),
    "broken-xml.xlsx": (lambda: workbook_file("<worksheet><row>"), r"broken \(XML\)"),
    "laughs.xlsx": (lambda: workbook_file(f'<!DOCTYPE w [<!ENTITY l0 "142">]>{sheet_of("&l0;")}'), "declares a DTD"),
    "locked.xlsx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "one with a password"),
    "crowd.xlsx": (lambda: workbook_file(crowded_sheet()), "more than 200,000 cells"),
    "binary.xlsx": (lambda: zipped({"xl/workbook.bin": b"x"}), "binary Excel workbook"),
    "register.csv": (lambda: b"a;b\n" * 100_001, "more than 200,000 cells"),
    "broken.csv": (lambda: b'"' + b"a" * 200_000, "CSV file is broken"),
    "broken.pdf": (lambda: b"%PDF-1.4 cut off", "PDF is broken"),
    "half.pdf": (lambda: pdf()[:300], "PDF is broken"),
    "locked.pdf": (lambda: pdf(locked=True), "PDF has a password"),
    "pages.pdf": (lambda: pdf(pages=3000), "more than 2,000 pages"),
    "empty.pdf": (lambda: pdf(""), "no letters"),
    "endless.txt": (lambda: b"a " * 1_000_001, "more than 2,000,000 characters"),
    "endless.html": (lambda: b"<html><body>" + b"<p>a</p>" * 2_000_001, "more than 16,000,000 characters"),
}


def decomposed(text: str) -> str:
    """The text as a Mac writes it: letters and marks apart."""
    return unicodedata.normalize("NFD", text)
