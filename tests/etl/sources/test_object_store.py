from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from etl.sources import Received, Source, SourceRejected, SourceUnavailable, fetch


def prefix(location: str, **options: object) -> Source:
    values = {"code": "x", "province": None, "kind": "object_store", "location": location, "owner": "o"}
    return Source(**{**values, "cadence_days": 1, **options})  # type: ignore[arg-type]


def put(url: str, content: bytes = b"x") -> None:
    fsspec.filesystem("s3", use_listings_cache=False).pipe_file(url, content)


def received(source: Source) -> dict[str, Received]:
    return {each.name: each for each in fetch(source)}


def test_objects_below_the_prefix_are_named_by_the_rest_of_their_key(bucket: str) -> None:
    put(f"{bucket}/an-giang/2026/b.txt")
    put(f"{bucket}/an-giang/a.txt")
    put(f"{bucket}/an-giang-old/c.txt")
    assert list(received(prefix(f"{bucket}/an-giang"))) == ["2026/b.txt", "a.txt"]


def test_a_whole_bucket_can_be_a_source(bucket: str) -> None:
    put(f"{bucket}/a.txt")
    assert list(received(prefix(bucket))) == ["a.txt"]


def test_one_object_can_be_a_source(bucket: str) -> None:
    put(f"{bucket}/an-giang/a.txt")
    assert list(received(prefix(f"{bucket}/an-giang/a.txt"))) == ["a.txt"]


def test_bytes_come_as_they_are(bucket: str) -> None:
    put(f"{bucket}/a.txt", b"\xff\x00\r\n")
    assert received(prefix(bucket))["a.txt"].content == b"\xff\x00\r\n"


def test_only_objects_that_match_the_pattern_come(bucket: str) -> None:
    put(f"{bucket}/a.pdf")
    put(f"{bucket}/b.txt")
    assert list(received(prefix(bucket, pattern="*.pdf"))) == ["a.pdf"]


def test_folder_markers_and_hidden_objects_are_not_seen(bucket: str) -> None:
    put(f"{bucket}/2026/", b"")
    put(f"{bucket}/.tmp/a.txt")
    put(f"{bucket}/a.txt")
    assert list(received(prefix(bucket))) == ["a.txt"]


def test_a_known_version_is_not_fetched_again(bucket: str) -> None:
    put(f"{bucket}/a.txt")
    known = {name: each.headers for name, each in received(prefix(bucket)).items()}
    assert [each.status for each in fetch(prefix(bucket), known)] == [304]


def test_a_changed_object_is_fetched(bucket: str) -> None:
    put(f"{bucket}/a.txt", b"old")
    known = {name: each.headers for name, each in received(prefix(bucket)).items()}
    put(f"{bucket}/a.txt", b"new")
    assert [each.content for each in fetch(prefix(bucket), known)] == [b"new"]


def test_an_object_above_the_size_limit_is_told(bucket: str) -> None:
    put(f"{bucket}/large.txt", b"x" * 1_001)
    with pytest.raises(SourceRejected, match=r"large\.txt"):
        received(prefix(bucket, max_megabytes=0.001))


def test_an_empty_prefix_is_an_error_and_no_empty_list(bucket: str) -> None:
    with pytest.raises(SourceRejected, match="nothing-here"):
        received(prefix(f"{bucket}/nothing-here"))


def test_a_missing_bucket_is_not_worth_another_try(bucket: str) -> None:
    with pytest.raises(SourceRejected, match="no-such-bucket"):
        received(prefix("s3://no-such-bucket/x"))


@pytest.fixture
def fresh_connections() -> Iterator[None]:
    """Forget what fsspec keeps for the process, so that a changed environment counts, here only."""
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    yield
    fsspec.get_filesystem_class("s3").clear_instance_cache()


@pytest.mark.usefixtures("fresh_connections")
def test_a_store_that_does_not_answer_is_worth_another_try(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(SourceUnavailable, match="AWS_ENDPOINT_URL"):
        received(prefix(bucket))


@pytest.mark.usefixtures("fresh_connections")
def test_missing_credentials_are_not_worth_another_try(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with pytest.raises(SourceRejected, match="AWS_ACCESS_KEY_ID"):
        received(prefix(bucket))
