"""Make `.env` with the secrets of a server, or add to it those that are missing. Needs Python and nothing else.

    python3 deploy/make_env.py [FOLDER]

What stands in `.env` is never changed: a secret that is in use must not be lost. The file is its owner's only.
"""

import base64
import os
import re
import secrets
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
EMPTY_SECRET = re.compile(r"^(\w*(?:PASSWORD|SECRET|KEY))=$", re.MULTILINE)
NAME = re.compile(r"^#? ?(\w+)=", re.MULTILINE)


def main() -> None:
    """Write `.env` into the folder of the checkout, or the one that is named."""
    path = Path(sys.argv[1] if sys.argv[1:] else PROJECT) / ".env"
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    filled = EMPTY_SECRET.sub(lambda empty: f"{empty[1]}={secret(empty[1])}", with_new_names(written, example))
    if filled == written:
        print(f"{path}: đã đủ, không đổi gì / complete, nothing was changed")
        return
    write(path, filled)
    print(f"{path}: đã ghi; hãy giữ một bản ở nơi an toàn / written; keep a copy in a safe place")


def with_new_names(written: str, example: str) -> str:
    """What is written, with the lines of the example whose names it lacks at its end."""
    if not written:
        return example
    known = set(NAME.findall(written))
    new = [line for line in example.splitlines() if (name := NAME.match(line)) and name[1] not in known]
    return "\n".join([written.rstrip("\n"), *new]) + "\n"


def secret(name: str) -> str:
    """A new secret, of letters and digits that a URL takes as they are; a Fernet key has a form of its own."""
    if name.endswith("FERNET_KEY"):
        return base64.urlsafe_b64encode(os.urandom(32)).decode()
    return secrets.token_hex(32)


def write(path: Path, content: str) -> None:
    """Write the file whole or not at all, for its owner only."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    draft.replace(path)


if __name__ == "__main__":
    main()
