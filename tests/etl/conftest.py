"""A raw zone of its own for each test, a web server and an object store on loopback."""

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from folder_nights import Folders, folders
from loopback import Site, serving
from moto.server import ThreadedMotoServer
from sqlalchemy import Engine


@pytest.fixture
def landing_zone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A local raw zone, empty."""
    root = tmp_path / "raw zone"
    monkeypatch.setenv("OCOP_LANDING", str(root))
    return root


@pytest.fixture
def provinces(warehouse: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Folders of documents that stand for sources, on a warehouse of the test's own."""
    return folders(warehouse, tmp_path / "provinces", monkeypatch)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="session")
def object_store_url() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(object_store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket `s3://ocop-test`, reached as in production: by the environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", object_store_url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-southeast-1")
    store = fsspec.filesystem("s3", use_listings_cache=False, skip_instance_cache=True)
    store.call_s3(
        "create_bucket", Bucket="ocop-test", CreateBucketConfiguration={"LocationConstraint": "ap-southeast-1"}
    )
    yield "s3://ocop-test"
    store.rm("s3://ocop-test", recursive=True)
