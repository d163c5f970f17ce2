"""Refusals and failures by name: what is raised, with the status, a stable type and a sentence."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from learning.characters import review_characters
from learning.finding import Finding

RETRY_AFTER_SECONDS = "5"
RETRY_AFTER_REPAIR = "60"
"""Where somebody has to mend something first."""


class Problem(Exception):
    """Another answer than the one asked for. `slug` becomes `/problems/<slug>`; `errors` are (pointer, detail)."""

    def __init__(
        self,
        status: int,
        slug: str,
        detail: str,
        *,
        errors: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.slug = slug
        self.detail = detail
        self.errors = errors
        self.headers = headers


def readable(text: str) -> str:
    """The text with a mark for each lone surrogate, which JSON may send and UTF-8 cannot answer."""
    return text.encode(errors="replace").decode()


def not_found(what: str) -> Problem:
    """The problem 404. `what` is the kind of thing that was asked for, such as “course”."""
    return Problem(404, "not-found", f"There is no such {what}.")


def not_allowed() -> Problem:
    """The problem 403 of an account that may know of a thing, but not do this to it."""
    return Problem(403, "not-allowed", "Your account may not do this.")


def invalid(errors: Sequence[tuple[str, str]]) -> Problem:
    """The problem 422 with all (JSON pointer, detail) pairs; its own detail is made of the first three."""
    return Problem(422, "invalid-input", "; ".join(detail for _, detail in errors[:3]), errors=errors)


def token_refused() -> Problem:
    """The problem 401 of a token that is not valid, or not any more: `invalid_token` of RFC 6750."""
    return Problem(
        401,
        "token-refused",
        "The token is not valid, or not any more. Refresh it, or sign in again.",
        headers={"WWW-Authenticate": 'Bearer realm="coursewright", error="invalid_token"'},
    )


def storage_full() -> Problem:
    """The problem 507 of a disk without room."""
    return Problem(
        507, "storage-full", "The server has no room left for this. An operator has to make room; try later."
    )


def storage_unusable() -> Problem:
    """The problem 503 of a disk that cannot be used, to be tried again after a minute."""
    sentence = (
        "The server cannot use its disk right now. An operator has to look at it; send the same request again later."
    )
    return Problem(503, "storage-unusable", sentence, headers={"Retry-After": RETRY_AFTER_REPAIR})


def refuse_errors(findings: Sequence[Finding], *, under: str = "", into: str = "") -> None:
    """Raise 422 for the errors among findings; pointers below `under` are given below `into`. Warnings pass."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise invalid([(_moved(finding.pointer, under, into), finding.detail) for finding in errors])


def refuse_unshowable(given: BaseModel) -> None:
    """Raise 422, pointing to each text with characters that cannot be shown."""
    refuse_errors(list(review_characters(given)))


def _moved(pointer: str, under: str, into: str) -> str:
    return into + pointer.removeprefix(under) if pointer.startswith(under) else pointer
