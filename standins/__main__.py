"""`python -m standins KIND...`: serve each, print one line of {kind: url}, and end at SIGTERM or the end of stdin."""

import json
import signal
import sys
from contextlib import ExitStack, suppress

from standins.lazada_partner import LazadaPartner
from standins.lazada_storefront import LazadaStorefront
from standins.platform import Platform
from standins.sendo_storefront import SendoStorefront
from standins.server import serving
from standins.shopee_partner import ShopeePartner
from standins.tiki_partner import TikiPartner
from standins.tiki_storefront import TikiStorefront

PLATFORMS: dict[str, type[Platform]] = {
    "tiki_storefront": TikiStorefront,
    "tiki_partner": TikiPartner,
    "lazada_partner": LazadaPartner,
    "lazada_storefront": LazadaStorefront,
    "shopee_partner": ShopeePartner,
    "sendo_storefront": SendoStorefront,
}


def main(kinds: list[str]) -> None:
    """Serve `kinds`."""
    unknown = [kind for kind in kinds if kind not in PLATFORMS]
    if unknown or not kinds:
        sys.exit(f"Loại không có / no such kind: {', '.join(unknown) or '-'} ({', '.join(PLATFORMS)})")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt), ExitStack() as servers:
        urls = {kind: servers.enter_context(serving(PLATFORMS[kind]())).url for kind in kinds}
        print(json.dumps(urls), flush=True)
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main(sys.argv[1:])
