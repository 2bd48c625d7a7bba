"""Errors as answers: a status, and one sentence of plain text."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from kg.errors import (
    BusyError,
    DeadlineError,
    FormatError,
    KGError,
    LimitError,
    QueryError,
    StoreError,
)

GONE = 499  # the client is gone, so that nobody reads it
RETRY = "5"  # seconds until it is worth while to ask again
STATUS: Mapping[type[KGError], int] = {
    QueryError: 400,
    FormatError: 406,
    LimitError: 422,
    BusyError: 503,
    DeadlineError: 503,
    StoreError: 503,
}


class RequestError(KGError):
    """A request that the server does not answer, with the status that says why."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})


def status_of(error: KGError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, RequestError):
        return error.status
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def read_error(error: Exception) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of the answer to an error, without what only the server may know."""
    if isinstance(error, HTTPException):
        status, detail, headers = error.status_code, error.detail, dict(error.headers or {})
        if detail == HTTPStatus(status).phrase:
            detail = f"{status}: {detail}"
    elif isinstance(error, KGError):
        status, detail = status_of(error), str(error)
        headers = dict(error.headers) if isinstance(error, RequestError) else {}
    else:
        status, detail, headers = 500, "An error inside the server; its log says more.", {}
    headers["cache-control"] = "no-store"
    if status == 503:
        headers["retry-after"] = RETRY
    return status, detail, headers


def refused(error: KGError) -> Response:
    """The answer in plain text that an error becomes."""
    status, detail, headers = read_error(error)
    return PlainTextResponse(f"{detail}\n", status, headers)
