"""The text of a PDF. Native code reads it, in a process of its own: a broken file cannot take the night with it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from etl.reports.lexicon import LOWER
from etl.reports.opening.limits import MAX_CHARACTERS, MAX_PDF_MEMORY_BYTES, MAX_PDF_PAGES, MAX_PDF_SECONDS
from etl.reports.opening.unreadable import Unreadable

_READER = Path(__file__).with_name("pdf_process.py")
_LIMITS = (MAX_PDF_PAGES, MAX_CHARACTERS, MAX_PDF_SECONDS, MAX_PDF_MEMORY_BYTES)
# How much longer than its own time the process may wait for a processor.
_PATIENCE = 5
_PROBLEMS = {
    "broken": (
        "tệp PDF hỏng; xuất lại từ bản gốc rồi gửi lại",
        "The PDF is broken; make it again from the original",
    ),
    "password": (
        "tệp PDF có mật khẩu; bỏ mật khẩu rồi gửi lại",
        "The PDF has a password; remove it and send it again",
    ),
    "pages": (
        f"tệp PDF có hơn {MAX_PDF_PAGES:,} trang; tách nhỏ rồi gửi lại",
        f"The PDF has more than {MAX_PDF_PAGES:,} pages; send it in parts",
    ),
    "characters": (
        f"tệp PDF có hơn {MAX_CHARACTERS:,} ký tự; tách nhỏ rồi gửi lại",
        f"The PDF has more than {MAX_CHARACTERS:,} characters; send it in parts",
    ),
    "stopped": (
        f"tệp PDF làm trình đọc dừng (quá {MAX_PDF_SECONDS} giây, quá {MAX_PDF_MEMORY_BYTES / 1e9:g} GB bộ nhớ, hoặc "
        "hỏng); xuất lại từ bản gốc rồi gửi lại",
        f"The PDF stops its reader (over {MAX_PDF_SECONDS} seconds, over {MAX_PDF_MEMORY_BYTES / 1e9:g} GB of memory, "
        "or damaged); make it again from the original",
    ),
}


def text_of(content: bytes) -> str:
    """The text of its pages, wrapped lines joined again. Raises Unreadable."""
    answer = _answer(content)
    if problem := answer.get("problem"):
        vi, en = _PROBLEMS[problem]
        raise Unreadable(f"{vi}. / {en}.")
    return "\n\n".join(_unwrapped(page) for page in answer["pages"])


def _answer(content: bytes) -> dict[str, Any]:
    # -P: the neighbours of the script are not to stand in for modules of their names
    command = [sys.executable, "-P", str(_READER), *map(str, _LIMITS)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MAX_PDF_SECONDS * _PATIENCE)
    except subprocess.TimeoutExpired:
        return {"problem": "stopped"}
    if done.returncode:  # killed by a limit or by a fault of the native code
        return {"problem": "stopped"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _unwrapped(page: str) -> str:
    """Join a line to the next when it breaks off in mid sentence."""
    lines = page.replace("\r\n", "\n").replace("\x02", "").replace("\ufffe", "")
    return re.sub(rf"(?<=[^.!?:;\n])\n(?=[{LOWER}\d(])", " ", lines)
