"""What goes wrong as an answer: a page for a browser, JSON for scripts, else plain text."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg.errors import BusyError, DeadlineError, KGError
from kg.serve.catalogue import CatalogueNotReadyError
from kg.serve.http.refusals import GONE, read_error
from kg.serve.services import services_of

READING = "2"  # seconds until a browser asks again while the store is being read
TITLES = {
    400: "This address is not understood",
    404: "Nothing is here",
    405: "This address is for reading only",
    406: "Not in that format",
    500: "The server failed at this",
    503: "The store cannot be read",
}
ADVICE = {
    400: "Correct the address, or start again from one of the pages below.",
    404: "A search by name may find it.",
    503: "A command may be writing to it, or it was moved or damaged. Try again in a moment.",
}
ASTRAY = "No page of this server has this address."
REPLACED = ("entity", "event", "article", "resource")  # pages of what comes from an article
GONE_WITH_IT = f"The article that it came from may have been replaced. {ADVICE[404]}"
OWN_TITLES: dict[type[Exception], str] = {
    CatalogueNotReadyError: "The store is being read",
    BusyError: "The server has much to do",
    DeadlineError: "This took too long",
}
OWN_ADVICE: dict[type[Exception], str] = {
    CatalogueNotReadyError: "This page asks again by itself.",
    BusyError: "Try again in a moment.",
    DeadlineError: "Ask for less: a shorter period, one entity, fewer words.",
}


def wants_page(request: Request) -> bool:
    """Whether the client is a browser that shows pages."""
    return "text/html" in request.headers.get("accept", "")


async def answer_error(request: Request, error: Exception) -> Response:
    """An error as the client can read it."""
    status, detail, headers = read_error(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": detail}, status, headers)
    if not wants_page(request):
        return PlainTextResponse(f"{detail}\n", status, headers)
    if isinstance(error, CatalogueNotReadyError):
        headers["refresh"] = READING
    context = {
        "title": OWN_TITLES.get(type(error)) or TITLES.get(status, HTTPStatus(status).phrase),
        "detail": detail,
        "advice": _advise(error, request.url.path, status, detail),
    }
    return services_of(request).templates.TemplateResponse(
        request, "error.html", context, status_code=status, headers=headers
    )


def _advise(error: Exception, path: str, status: int, detail: str) -> str:
    """What a reader may do next; a 404 without words of its own is of an address astray."""
    if detail.startswith("404: "):
        return ASTRAY
    if status == 404 and path.split("/")[1] in REPLACED:
        return GONE_WITH_IT
    return OWN_ADVICE.get(type(error)) or ADVICE.get(status, "The pages below still work.")


async def answer_nobody(_: Request, __: Exception) -> Response:
    """An empty answer to who has left, so that the log is not full of them."""
    return Response(status_code=GONE)


ON_ERROR = {
    ClientDisconnect: answer_nobody,
    HTTPException: answer_error,
    KGError: answer_error,
    Exception: answer_error,
}
