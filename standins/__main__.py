"""`python -m standins URLS KIND...`: serve each, say in the file URLS where {kind: {url, secrets}}, end at SIGTERM.

`file_drop` is no server: its url is a folder beside URLS with today's exports.
"""

import json
import signal
import sys
import threading
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from standins.drop import drop
from standins.lazada_partner import LazadaPartner
from standins.lazada_storefront import LazadaStorefront
from standins.platform import Platform
from standins.sendo_storefront import SendoStorefront
from standins.server import serving
from standins.shopee_partner import ShopeePartner
from standins.tiki_partner import TikiPartner
from standins.tiki_storefront import TikiStorefront

FILE_DROP = "file_drop"
DROP_SECONDS = 600  # how often the exports are dropped again: after midnight they are of another day
PLATFORMS: dict[str, type[Platform]] = {
    "tiki_storefront": TikiStorefront,
    "tiki_partner": TikiPartner,
    "lazada_partner": LazadaPartner,
    "lazada_storefront": LazadaStorefront,
    "shopee_partner": ShopeePartner,
    "sendo_storefront": SendoStorefront,
}


def main(urls: Path, kinds: list[str]) -> None:
    """Serve `kinds` until SIGTERM; the file is there, whole, once all of them answer."""
    if unknown := [kind for kind in kinds if kind not in (*PLATFORMS, FILE_DROP)]:
        sys.exit(f"Loại không có / no such kind: {', '.join(unknown)} ({', '.join((*PLATFORMS, FILE_DROP))})")
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    with ExitStack() as servers:
        places = {kind: _place(servers, urls, kind) for kind in kinds}
        draft = urls.with_suffix(".draft")
        draft.write_text(json.dumps(places), encoding="utf-8")
        draft.replace(urls)
        while not told.wait(DROP_SECONDS):
            if FILE_DROP in kinds:
                _drop(urls)


def _place(servers: ExitStack, urls: Path, kind: str) -> dict[str, Any]:
    if kind == FILE_DROP:
        return {"url": str(_drop(urls)), "secrets": {}}
    platform = PLATFORMS[kind]()
    return {"url": servers.enter_context(serving(platform)).url, "secrets": platform.secrets}


def _drop(urls: Path) -> Path:
    """Today's exports, in a folder beside URLS."""
    folder = urls.with_name("drop").absolute()
    drop(folder, datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date())
    return folder


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
