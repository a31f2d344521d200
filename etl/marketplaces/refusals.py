"""What a marketplace answers in place of listings, told apart by what helps."""

from etl.sources.received import SourceRejected, SourceUnavailable

MOST_SAID = 200  # characters of what a platform says that are told


class Blocked(SourceRejected):
    """A bot check (challenge, slider, captcha): the source is left alone for the night, and nothing is read from it.

    `sign` is that by which it was recognised.
    """

    def __init__(self, url: str, sign: str) -> None:
        self.sign = sign
        super().__init__(
            f"{url}: sàn chặn truy cập tự động (dấu hiệu: «{sign}»); dừng nguồn này đến đêm sau, không tìm cách vượt. "
            f"Hỏi sàn về API đối tác. / The marketplace blocks automatic access (its sign: “{sign}”); this source is "
            "left alone until the next night, the check is not evaded. Ask the marketplace for its partner API."
        )


class Throttled(SourceUnavailable):
    """Too many requests: worth another try after `seconds`, None when the platform does not say how long."""

    def __init__(self, url: str, said: str, seconds: float | None = None) -> None:
        self.seconds = seconds
        super().__init__(
            f"{url}: sàn báo gọi quá nhanh ({said}); sẽ thử lại, hạ requests_per_second nếu lặp lại. "
            f"/ The marketplace says that requests come too fast ({said}); it will be tried again; "
            "lower requests_per_second if this stays."
        )


class TokenExpired(SourceRejected):
    """The access token is no longer, or not, valid: another one may help."""

    def __init__(self, url: str, said: str, connection_id: str) -> None:
        super().__init__(
            f"{url}: thẻ truy cập hết hạn hoặc sai ({said}); cấp lại và ghi vào kết nối «{connection_id}». "
            f"/ The access token is expired or wrong ({said}); authorise again and put it into the connection "
            f"“{connection_id}”."
        )


class SignatureRefused(SourceRejected):
    """The platform computes another signature: a wrong secret, or a clock that is off."""

    def __init__(self, url: str, said: str, connection_id: str) -> None:
        super().__init__(
            f"{url}: sai chữ ký ({said}); kiểm tra khóa bí mật trong kết nối «{connection_id}» và đồng hồ máy. "
            f"/ Wrong signature ({said}); check the secret in the connection “{connection_id}” and the "
            "clock of this machine."
        )


class NothingNew(SourceRejected):
    """A feed has no new export tonight, and none is due yet."""


class QuotaUsedUp(SourceRejected):
    """The day's calls are used up: only tomorrow helps."""

    def __init__(self, url: str, said: str) -> None:
        super().__init__(
            f"{url}: hết hạn mức gọi trong ngày ({said}); đêm sau đọc tiếp, hoặc xin sàn nâng hạn mức. "
            f"/ The day's quota is used up ({said}); the next night goes on, or ask the marketplace for more."
        )


class Refused(SourceRejected):
    """Anything else that the platform refuses: a wrong parameter, an unknown seller, no permission."""

    def __init__(self, url: str, said: str) -> None:
        super().__init__(
            f"{url}: sàn từ chối ({said}); kiểm tra queries của nguồn trong sources.yaml. "
            f"/ The marketplace refuses ({said}); check the queries of this source in sources.yaml."
        )


class Misshapen(SourceRejected):
    """A page has another shape than its adapter knows: the platform has changed it."""

    def __init__(self, kind: str, page_name: str, problem: Exception) -> None:
        said = f"{type(problem).__name__}: {problem}"[:MOST_SAID]
        super().__init__(
            f"{kind}: trang {page_name} có dạng lạ ({said}); sàn có thể đã đổi, sửa adapters/{kind}.py. "
            f"/ The page {page_name} has another shape ({said}); the platform may have changed it, mend "
            f"adapters/{kind}.py."
        )


class Gone(Refused):
    """There is no such page: the listing has been taken down, or the address has moved."""


MEANINGS = ("blocked", "throttled", "token", "signature", "quota", "gone", "passing")


def refusal_by_meaning(
    meaning: str | None, url: str, said: str, connection_id: str, seconds: float | None = None
) -> Exception:
    """The refusal that a field table names by one of MEANINGS; None is any other."""
    match meaning:
        case "blocked":
            return Blocked(url, said)
        case "throttled":
            return Throttled(url, said, seconds)
        case "token":
            return TokenExpired(url, said, connection_id)
        case "signature":
            return SignatureRefused(url, said, connection_id)
        case "quota":
            return QuotaUsedUp(url, said)
        case "gone":
            return Gone(url, said)
        case "passing":
            return SourceUnavailable(
                f"{url}: sàn đang lỗi ({said}); sẽ thử lại. / The marketplace fails ({said}); it will be tried again."
            )
        case _:
            return Refused(url, said)
