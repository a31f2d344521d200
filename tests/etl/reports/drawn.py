"""PDFs as offices and newspapers make them, drawn by the tests: wrapped lines, columns, heads and feet, scans."""

import io
import random
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
MARGIN, SIZE, PITCH = 72, 12, 18
GUTTER = 24
FONT = "Noto Sans"
pdfmetrics.registerFont(TTFont(FONT, str(files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf")))


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    """A PDF with a page for each function that draws one."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines_page(lines: Sequence[str], x: float = MARGIN, top: float = MARGIN, size: float = SIZE) -> bytes:
    """A page with these lines below each other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        for number, line in enumerate(lines):
            canvas.drawString(x, HEIGHT - top - size - number * size * 1.5, line)

    return drawn(draw)


def typeset(text: str, columns: int = 1, head: str = "", foot: str = "", is_justified: bool = False) -> bytes:
    """A document of the text, a paragraph a line, in columns; `{page}` and `{pages}` in head and foot are numbers."""
    width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    lines = list(_wrapped(text, width))
    per_page = (HEIGHT - 2 * MARGIN) // PITCH * columns
    pages = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]

    def page(number: int, lines: Sequence[tuple[str, bool]]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            names = {"page": number, "pages": len(pages)}
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 40, head.format(**names))
            canvas.drawCentredString(WIDTH / 2, 30, foot.format(**names))
            per_column = -(-len(lines) // columns)
            for at, (line, is_last) in enumerate(lines):
                x = MARGIN + at // per_column * (width + GUTTER)
                y = HEIGHT - MARGIN - SIZE - at % per_column * PITCH
                room = width - canvas.stringWidth(line, FONT, SIZE) if is_justified and not is_last else 0
                for word in line.split():
                    canvas.drawString(x, y, word)
                    x += canvas.stringWidth(f"{word} ", FONT, SIZE) + room / max(line.count(" "), 1)

        return draw

    return drawn(*(page(number, lines) for number, lines in enumerate(pages, 1)))


def _wrapped(text: str, width: float) -> Iterator[tuple[str, bool]]:
    """The lines of the text and whether each is the last of its paragraph."""
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".lstrip()
            if line and pdfmetrics.stringWidth(longer, FONT, SIZE) > width:
                yield line, False
                longer = word
            line = longer
        if line:
            yield line, True


def photographed(
    content: bytes, dpi: int = 300, skew: float = 0.4, grain: float = 0.04, blur: float = 0.8
) -> list[Image.Image]:
    """The pages of a PDF as a scanner sees them: a little aslant, unsharp, with noise."""
    return [
        _worn(page.render(scale=dpi / 72).to_pil().convert("L"), skew, grain, blur)
        for page in pypdfium2.PdfDocument(content)
    ]


def _worn(image: Image.Image, skew: float, grain: float, blur: float) -> Image.Image:
    turned = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    noise = Image.frombytes("L", turned.size, random.Random(0).randbytes(turned.width * turned.height))
    return Image.blend(turned, noise, grain)


def scanned(content: bytes, **wear: float) -> bytes:
    """The PDF as a scanner gives it: a picture a page."""
    return drawn(*(pictured(image) for image in photographed(content, **wear)))


def pictured(image: Image.Image) -> Callable[[Canvas], None]:
    """Draws a page that is but a picture."""
    file = io.BytesIO()
    image.convert("L").save(file, "JPEG", quality=70)
    file.seek(0)
    return lambda canvas: canvas.drawImage(ImageReader(file), 0, 0, WIDTH, HEIGHT)
