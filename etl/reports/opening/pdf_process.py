"""Run as a script: PDF on standard input, JSON on standard output, {"pages": [text]} or {"problem": code}.

Arguments: the most pages, characters, seconds and bytes of memory that it may take. Imports nothing of the project.
"""

import json
import resource
import sys

import pypdfium2


def pages(content: bytes, most_pages: int, most_characters: int) -> dict[str, object]:
    """The texts of the pages, or the problem: broken, password, pages or characters."""
    texts: list[str] = []
    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > most_pages:
            return {"problem": "pages"}
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            if text.count_chars() + sum(map(len, texts)) > most_characters:
                return {"problem": "characters"}
            texts.append(text.get_text_bounded())
            page.close()
    except pypdfium2.PdfiumError as problem:
        return {"problem": "password" if "password" in str(problem).lower() else "broken"}
    return {"pages": texts}


if __name__ == "__main__":
    most_pages, most_characters, seconds, memory_bytes = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(pages(sys.stdin.buffer.read(), most_pages, most_characters), sys.stdout)
