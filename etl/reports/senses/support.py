"""Products that were supported, and with what."""

import re
from functools import cache

from etl.reports.lexicon import any_of, phrases, vocabulary
from etl.reports.mentions import Count, View
from etl.reports.senses.sense import Sense, has
from etl.reports.zones import Zones

_SUPPORTED = re.compile(
    rf"\s*(?:ocop\s+)?(?:đã\s+)?được\s+(?:\S+\s+){{0,3}}?(?:{any_of(vocabulary('support')['received'])}|"
    r"chứng nhận chất lượng(?!\s*(?:ocop|đạt|hạng|[345]\s*sao))|"
    r"cấp\s+(?:máy|thiết bị|trang thiết bị))(?!\w)"
    r"|\s*(?:ocop\s+)?(?:nhờ đó|nhờ vậy)\s+có(?!\w)"
)


_OTHER_PAPERS = re.compile(r"chứng nhận\s+(?:chất lượng|vietgap|globalgap|haccp|iso|hữu cơ|an toàn)")
_HELPS = re.compile(r"(?<!\w)(?:giúp|trợ giúp)\s+(?:cho\s+)?$")  # "giúp 12 sản phẩm đăng ký nhãn hiệu"
# "giúp 18 sản phẩm lấy chứng nhận chất lượng; 14 sản phẩm mua sắm máy móc"
_HELPED = re.compile(r"(?<!\w)(?:giúp|hỗ trợ)\s+(?:cho\s+)?\d+\s+sản phẩm[^.:()]*$")
_IN_A_LIST = re.compile(r"(?:,|;|và)\s*$")
# "cho 12 sản phẩm", "bao bì: hỗ trợ 33 sản phẩm", "hỗ trợ bao bì: 41 sản phẩm"
_SUPPORTS = re.compile(
    r"(?:(?:cho|của|đến với|đến được với|tới)\s+(?:\w+\s+){0,2}|hỗ trợ\s+|(?:hỗ trợ|trợ giúp)\s[^:]*:\s*)$"
)


def supported(view: View, count: Count, around: Zones) -> Sense | None:
    """What products were supported with: "hỗ trợ máy móc cho 12 sản phẩm", "27 sản phẩm được hỗ trợ bao bì"."""
    helps = _HELPS.search(around.left) or (_IN_A_LIST.search(around.gap) and _HELPED.search(around.before))
    is_recognised = has("recognised", around.right) and not _OTHER_PAPERS.search(around.right)
    if _SUPPORTED.match(around.right) or (helps and not is_recognised):
        words = around.right
    elif _SUPPORTS.search(around.left) and _support("acts").search(around.before):
        words = around.gap if _what(around.gap) or has("recognised", around.right) else around.right
    else:
        return None
    what = _what(words)
    return Sense(what, "support_for_products", 0.85) if what else None


def _what(words: str) -> str | None:
    """The indicator of the support that the words name last; None when they name none."""
    found = [
        (m.end(), name)
        for name in vocabulary("support")
        if name.startswith("supported_")
        for m in _support(name).finditer(words)
    ]
    return max(found)[1] if found else None


@cache
def _support(name: str) -> re.Pattern[str]:
    return phrases(vocabulary("support")[name])
