"""What goes wrong on every platform; errors in a platform's own words are in its module."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from standins.platform import Reply, html_reply, json_reply

Change = Callable[[Reply], Reply]

# --- in place of an answer -----------------------------------------------------------------------


def broken(status: int = 500) -> Reply:
    """The server fails: an error page of the proxy before it."""
    return html_reply(f"<html><head><title>{status}</title></head><body></body></html>", status)


def too_many(retry_after: int | str | None = None) -> Reply:
    """429, with or without Retry-After (seconds, or a date as HTTP writes them)."""
    reply = json_reply({"message": "too many requests"}, 429)
    return reply if retry_after is None else replace(reply, headers={**reply.headers, "Retry-After": str(retry_after)})


def blocked_page(status: int = 200) -> Reply:
    """The storefront's HTML challenge in place of JSON."""
    script = "<script>/* made-up challenge */</script>"
    return html_reply(f"<!DOCTYPE html><html><head><title>challenge</title>{script}</head><body></body></html>", status)


def slider_page(status: int = 200) -> Reply:
    """A page with a slider that a person is to move."""
    body = '<div id="nc_1_wrapper" class="nc-container"><span>Kéo sang phải để xác minh</span></div>'
    script = '<script src="https://lazada.example.test/_____tmd_____/punish"></script>'
    return html_reply(
        f"<!DOCTYPE html><html><head><title>Xác minh</title>{script}</head><body>{body}</body></html>", status
    )


def captcha_page(status: int = 200) -> Reply:
    """A page with a captcha."""
    body = '<form id="captcha-form"><img src="/captcha.png" alt="captcha"><input name="captcha"></form>'
    return html_reply(f"<!DOCTYPE html><html><head><title>Robot?</title></head><body>{body}</body></html>", status)


def punished() -> Reply:
    """Lazada's storefront in place of a list, with status 200: where to go for a check that a person passes."""
    return json_reply(
        {
            "ret": ["FAIL_SYS_USER_VALIDATE", "RGV587_ERROR::SM::made-up"],
            "data": {"url": "https://lazada.example.test/_____tmd_____/punish?x5secdata=made-up"},
        }
    )


# --- of an answer --------------------------------------------------------------------------------


def slow(seconds: float) -> Change:
    """The answer takes `seconds`."""
    return lambda reply: replace(reply, delay_seconds=seconds)


def half() -> Change:
    """The connection breaks off in the middle of the body."""
    return lambda reply: replace(reply, half=True)


def put(path: str, value: Any) -> Change:
    """`value` stands at `path` of the JSON answer: keys and places with dots between, `*` for all of them.

    put("data.2", None) is a record that is none, put("data.*.khuyen_mai", {}) a field nobody has seen before,
    put("paging.total", 70) a total that changed.
    """

    def change(payload: Any) -> Any:
        *way, last = path.split(".")
        for place in _places(payload, way):
            for key in _keys(place, last):
                place[key] = value
        return payload

    return _changed(change)


def renamed(old: str, new: str) -> Change:
    """The field `old` is called `new`, wherever it stands."""

    def change(payload: Any) -> Any:
        if isinstance(payload, dict):
            return {new if key == old else key: change(value) for key, value in payload.items()}
        return [change(value) for value in payload] if isinstance(payload, list) else payload

    return _changed(change)


def dropped(name: str) -> Change:
    """The field `name` is gone, wherever it stood."""

    def change(payload: Any) -> Any:
        if isinstance(payload, dict):
            return {key: change(value) for key, value in payload.items() if key != name}
        return [change(value) for value in payload] if isinstance(payload, list) else payload

    return _changed(change)


def _changed(change: Callable[[Any], Any]) -> Change:
    def changed(reply: Reply) -> Reply:
        return replace(reply, body=json_reply(change(json.loads(reply.body))).body)

    return changed


def _places(payload: Any, way: list[str]) -> list[Any]:
    places = [payload]
    for step in way:
        places = [place[key] for place in places for key in _keys(place, step)]
    return places


def _keys(place: Any, step: str) -> list[Any]:
    if step == "*":
        return list(place) if isinstance(place, dict) else list(range(len(place)))
    return [int(step)] if isinstance(place, list) and re.fullmatch(r"\d+", step) else [step]
