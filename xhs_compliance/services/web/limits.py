"""What one caller may ask of the service, and how a request's body is read within it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import anyio
from starlette.requests import ClientDisconnect, Request

from xhs_compliance.model.words import Bilingual
from xhs_compliance.services.gate.asked import MOST_BYTES
from xhs_compliance.services.gate.campaign import MOST_DRAFTS
from xhs_compliance.services.web.problems import ProblemError

JSON_TYPES = ("application/json", "")
LINES_TYPES = (
    "application/x-ndjson",
    "application/jsonl",
    "application/json-lines",
    "application/json",
    "text/plain",
    "",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a service.

    Attributes:
        most_bytes: of a body; of one line of a batch. A post has a thousand characters.
        seconds: for a body to arrive, and for one draft to be checked.
        at_once: requests under way at once; more get 503 and may come again.
        most_drafts: of a campaign.

    """

    most_bytes: int = MOST_BYTES
    seconds: float = 10.0
    at_once: int = 256
    most_drafts: int = MOST_DRAFTS


def require_type(request: Request, allowed: tuple[str, ...]) -> None:
    """Refuse a body of another kind, or one that is packed.

    Raises:
        ProblemError: 415.

    """
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said not in allowed:
        message = Bilingual(f"Content-Type 要写 {allowed[0]}", f"send Content-Type: {allowed[0]}")
        raise ProblemError(415, "unsupported-media-type", message)
    packed = request.headers.get("content-encoding", "").strip().lower()
    if packed not in ("", "identity"):
        message = Bilingual("请求不要压缩（Content-Encoding）", "send the body uncompressed, without Content-Encoding")
        raise ProblemError(415, "unsupported-encoding", message)


async def read_body(request: Request, limits: Limits) -> bytes:
    """The whole body.

    Raises:
        ProblemError: 413 when it is too large, 408 when it does not arrive in time, 400 when it breaks off.

    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limits.most_bytes:
        raise too_large(limits)
    content = bytearray()
    try:
        with anyio.fail_after(limits.seconds):
            async for chunk in request.stream():
                content += chunk
                if len(content) > limits.most_bytes:
                    raise too_large(limits)
    except TimeoutError:
        raise too_slow(limits) from None
    except ClientDisconnect:
        raise ProblemError(400, "broken-off", Bilingual("请求没传完", "the request broke off")) from None
    return bytes(content)


async def read_lines(request: Request, limits: Limits) -> AsyncIterator[bytes | None]:
    """The lines of the body as they arrive, without their newlines; ``None`` for one that is too long.

    Raises:
        ProblemError: 408 when no whole line arrives for too long.

    """
    rest = bytearray()
    last = anyio.current_time() + limits.seconds
    overflows = False
    stream = aiter(request.stream())
    while True:
        chunk = await _next(stream, last, limits)
        if chunk is None:
            break
        head, *others = bytes(chunk).split(b"\n")
        for line in [head, *others[:-1]] if others else []:
            yield None if overflows or len(rest) + len(line) > limits.most_bytes else bytes(rest) + line
            rest.clear()
            overflows = False
            last = anyio.current_time() + limits.seconds
        tail = others[-1] if others else head
        overflows = overflows or len(rest) + len(tail) > limits.most_bytes
        if overflows:
            rest.clear()
        else:
            rest += tail
    if overflows:
        yield None
    elif rest:
        yield bytes(rest)


async def _next(stream: AsyncIterator[bytes], last: float, limits: Limits) -> bytes | None:
    try:
        with anyio.fail_after(max(0.0, last - anyio.current_time())):
            return await anext(stream)
    except StopAsyncIteration:
        return None
    except TimeoutError:
        raise too_slow(limits) from None
    except ClientDisconnect:
        return None


def too_large(limits: Limits) -> ProblemError:
    """The error for a body over the limit."""
    message = Bilingual(
        f"太大了；一次最多 {limits.most_bytes:,} 字节，多篇草稿用 /v1/check/batch",
        f"too large; at most {limits.most_bytes:,} bytes, many drafts go to /v1/check/batch",
    )
    return ProblemError(413, "too-large", message)


def too_slow(limits: Limits) -> ProblemError:
    """The error for a body that does not arrive."""
    message = Bilingual(f"{limits.seconds:g} 秒里没收完请求", f"the request did not arrive within {limits.seconds:g} s")
    return ProblemError(408, "too-slow", message)
