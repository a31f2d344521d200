"""The pages of the Airflow UI: what a night held back, what a source gave, each document as received and as read.

The API server serves them under /ocop to whoever may read the logs of the nightly flow, and to nobody else. Documents
come from outside: they are downloads, or text on a page; no page runs a script.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity
from airflow.api_fastapi.core_api.security import requires_access_dag
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, PlainTextResponse
from jinja2 import Environment, FileSystemLoader
from sqlalchemy.exc import DBAPIError

from etl import landing
from etl.errors import DataError, PassingError
from etl.monitoring import status, story
from etl.nights import tonight
from etl.reports import readings
from etl.sources import config

FLOW = "province_reports"
NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
HTML = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)

Sha256 = Annotated[str, InPath(pattern="^[0-9a-f]{64}$")]

app = FastAPI(
    title="OCOP",
    openapi_url=None,
    dependencies=[Depends(requires_access_dag("GET", DagAccessEntity.TASK_LOGS, param_dag_id=FLOW))],
)


@app.get("/status")
def show_status(request: Request) -> HTMLResponse:
    """The same lines as `ocop status`."""
    return _page(request, "status.html", text=status.text())


@app.get("/nights/{run_id:path}")
def show_night(request: Request, run_id: str) -> HTMLResponse:
    """What the load of a run did, which checks failed, and the rows that they held back."""
    loads = story.night(run_id)
    if not loads:
        raise HTTPException(404, f"Lượt chạy {run_id} chưa nạp gì. / The run {run_id} has loaded nothing.")
    return _page(
        request,
        "night.html",
        run_id=run_id,
        loads=[
            {
                "load": load,
                "flow": status.FLOWS[load.target],
                "checks": story.checks(load),
                "figures": story.held_figures(load.load_id),
                "listings": story.held_listings(load.load_id),
            }
            for load in loads
        ],
        documents=story.held_documents(report_date=loads[0].report_date),
    )


@app.get("/sources/{source_code}")
def show_source(request: Request, source_code: str, night: date | None = None) -> HTMLResponse:
    """What was landed of a source on a night, the last one unless another is named."""
    nights = landing.nights(source_code)
    known = {source.source_code: source for source in story.sources(tonight())}.get(source_code)
    if not nights and not known:
        raise HTTPException(404, f"Không có nguồn {source_code}. / There is no source {source_code}.")
    shown = night or (nights[-1] if nights else None)
    return _page(
        request,
        "source.html",
        source_code=source_code,
        source=known,
        said=status.said_of(known) if known else "",
        night=shown,
        nights=nights[::-1],
        landed=landing.landed_on(source_code, shown) or [] if shown else [],
        are_reports=source_code not in {one.code for one in config.marketplaces()},
        held=story.held_documents(source_code=source_code),
    )


@app.get("/documents/{sha256}/{name:path}")
def download(sha256: Sha256, name: str) -> Response:
    """The bytes of a document as they were received, as a file of this name."""
    file = quote(name.rpartition("/")[2] or sha256, safe="")
    return Response(
        landing.content(sha256),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{file}"},
    )


@app.get("/readings/{sha256}/{name:path}")
def show_reading(sha256: Sha256, name: str) -> HTMLResponse:
    """How the rules of now read a document: the same page as `ocop extract --html`."""
    return HTMLResponse(readings.explained(sha256, name))


@app.middleware("http")
async def harden(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """What every answer carries: nothing is guessed to be HTML, run, cached by others, or told to other sites."""
    answer = await call_next(request)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = NO_SCRIPT
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


@app.exception_handler(DataError)
def say_data(request: Request, problem: DataError) -> PlainTextResponse:
    """A document that is gone, a file of sources that is wrong: in words."""
    return PlainTextResponse(str(problem), status_code=404)


@app.exception_handler(PassingError)
@app.exception_handler(DBAPIError)
def say_passing(request: Request, problem: Exception) -> PlainTextResponse:
    """The warehouse or the landing does not answer: in words."""
    return PlainTextResponse(
        f"Kho hoặc landing không trả lời. / The warehouse or landing does not answer.\n{problem}", status_code=503
    )


def _page(request: Request, template: str, **values: Any) -> HTMLResponse:
    def link(*parts: str) -> str:
        return str(request.scope["root_path"]) + "".join(f"/{quote(part, safe='')}" for part in parts)

    return HTMLResponse(HTML.get_template(template).render(values, link=link))
