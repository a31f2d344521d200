"""The embedded warehouse opened to programs of the analyst, as DBeaver, Excel and Power BI: one port, one password."""

import os
import secrets
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from etl.errors import DataError
from etl.ports import HOST, free_ports
from etl.warehouse import server

ROLE, DATABASE = "ocop_analyst", "ocop"
PORTS = range(30000, 32000)  # beside those of the Airflow UI, below those that the system hands out by itself


def port_for(home: Path) -> int:
    """The port on which this home's warehouse is opened: the same each time, unless another program has it."""
    if os.environ.get("OCOP_WAREHOUSE_URL") or os.environ.get("OCOP_ANALYST_URL"):
        raise DataError(
            "Kho nằm ở máy chủ riêng (OCOP_WAREHOUSE_URL, OCOP_ANALYST_URL): ANALYST=1 chỉ mở kho nhúng; hãy xin quản "
            "trị máy chủ đó một tài khoản. / The warehouse is on a server of its own: ANALYST=1 opens the embedded one "
            "only; ask that server's administrator for a login."
        )
    return next(free_ports(home, PORTS))


def allow(home: Path) -> None:
    """Give the read-only role its password, made once; the server runs and is migrated."""
    administrator = make_url(server.url(home, "postgres", DATABASE)).set(drivername="postgresql")
    with psycopg.connect(administrator.render_as_string(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("alter role {} password {}").format(sql.Identifier(ROLE), sql.Literal(password(home)))
        )


def password(home: Path) -> str:
    """The analyst's password, made when there is none yet; its file is for its owner only."""
    file = password_file(home)
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(18) + "\n")
    return file.read_text().strip()


def password_file(home: Path) -> Path:
    """Where the analyst's password is kept; delete it to get another one from the next `make up ANALYST=1`."""
    return home / "analyst-password"


def instructions(home: Path, port: int) -> str:
    """What to type into the programs, for a warehouse that is open on this port."""
    secret = password(home)
    return (
        "Kho cho người phân tích, chỉ đọc, chỉ từ máy này / the warehouse for analysts, read-only, from this machine:\n"
        f"  host {HOST}   port {port}   database {DATABASE}   user {ROLE}   password {secret}\n"
        f"  DBeaver (JDBC): jdbc:postgresql://{HOST}:{port}/{DATABASE}?user={ROLE}&password={secret}\n"
        f"  Excel, Power BI (ODBC): Driver={{PostgreSQL Unicode(x64)}};Server={HOST};Port={port};Database={DATABASE};"
        f"Uid={ROLE};Pwd={secret};\n"
        f"  Power BI (PostgreSQL): server {HOST}:{port}, database {DATABASE}, bỏ chọn mã hóa / no encryption\n"
        f"  Mật khẩu giữ ở / the password is kept in: {password_file(home)}"
    )
