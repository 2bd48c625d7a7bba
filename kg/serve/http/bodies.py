"""What clients send: some bytes; of scripts a JSON object of strings and lists of them, checked."""

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.http.refusals import RequestError

JSON = "application/json"


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request, which has at most so many bytes, `most` a multiple of 2**20.

    Raises:
        RequestError: it is larger (413).
    """
    declared = request.headers.get("content-length", "")
    body = bytearray()
    large = declared.isdecimal() and int(declared[:20]) > most
    if not large:
        async for chunk in request.stream():
            body += chunk
            if large := len(body) > most:
                break
    if large:
        raise RequestError(413, f"the body is larger than {most >> 20} MB; send smaller parts")
    return bytes(body)


async def read_json(request: Request, most: int) -> dict[str, object]:
    """The JSON object in the body of a request, which has at most so many bytes.

    The media type is asked for because a form on a page of another site cannot send it.

    Raises:
        RequestError: it is too large (413).
        HTTPException: it is none (400), or called something else (415).
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise HTTPException(415, f"send a JSON object, with content-type: {JSON}")
    body = await read_body(request, most)
    try:
        value = json.loads(body.decode("utf-8"))
        if b"\\ud" in body.lower():  # half a pair of surrogates is no text that a store can hold
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "the body is no JSON in UTF-8") from error
    if not isinstance(value, dict):
        raise HTTPException(400, "the body is no JSON object")
    return value


def text_of(body: dict[str, object], name: str) -> str:
    """A string in a body.

    Raises:
        HTTPException: there is none, or it is empty (400).
    """
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise HTTPException(400, f"{name} is a string")
    return value


def texts_of(body: dict[str, object], name: str, most: int) -> list[str]:
    """A list of strings in a body.

    Raises:
        HTTPException: there is none, or it has more than `most` (400).
    """
    value = body.get(name)
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise HTTPException(400, f"{name} is a list of strings")
    if len(value) > most:
        raise HTTPException(400, f"{name} may have {most} strings at most")
    return value
