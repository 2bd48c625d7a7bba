"""What scripts send: a JSON object of strings and lists of strings, checked."""

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request

JSON = "application/json"


async def read_json(request: Request, most: int) -> dict[str, object]:
    """The JSON object in the body of a request, which has at most so many bytes.

    The media type is asked for because a form on a page of another site cannot send it.

    Raises:
        HTTPException: it is none (400), too large (413) or called something else (415).
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise HTTPException(415, f"send a JSON object, with content-type: {JSON}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"a request may have {most >> 20} MB at most")
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
