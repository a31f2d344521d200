"""The text of a PDF. Native code reads it, in a process of its own: a broken file cannot take the night with it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from etl.reports.lexicon import LOWER
from etl.reports.opening import limits
from etl.reports.opening.unreadable import Unreadable

_READER = Path(__file__).with_name("pdf_process.py")
# How much longer than its own time the process may wait for a processor.
_PATIENCE = 5
_GIGABYTES = f"{limits.MAX_PDF_MEMORY_BYTES / 1e9:g}"
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
        f"tệp PDF có hơn {limits.MAX_PDF_PAGES:,} trang; tách nhỏ rồi gửi lại",
        f"The PDF has more than {limits.MAX_PDF_PAGES:,} pages; send it in parts",
    ),
    "characters": (
        f"tệp PDF có hơn {limits.MAX_CHARACTERS:,} ký tự; tách nhỏ rồi gửi lại",
        f"The PDF has more than {limits.MAX_CHARACTERS:,} characters; send it in parts",
    ),
    "stopped": (
        f"tệp PDF làm trình đọc dừng (quá {limits.MAX_PDF_SECONDS} giây, quá {_GIGABYTES} GB bộ nhớ, hoặc "
        "hỏng); xuất lại từ bản gốc rồi gửi lại",
        f"The PDF stops its reader (over {limits.MAX_PDF_SECONDS} seconds, over {_GIGABYTES} GB of memory, "
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
    most = (limits.MAX_PDF_PAGES, limits.MAX_CHARACTERS, limits.MAX_PDF_SECONDS, limits.MAX_PDF_MEMORY_BYTES)
    command = [sys.executable, "-P", str(_READER), *map(str, most)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=limits.MAX_PDF_SECONDS * _PATIENCE)
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
