"""Every fault of OpenAI's API, and of servers that speak it, as one of ours."""

from __future__ import annotations

import openai

from providers.errors import ProviderProblem

FINAL = {
    400: (
        "request_refused",
        "The {what} provider did not accept the request. An operator finds the reason in its logs.",
    ),
    401: ("key_refused", "The {what} provider refused its key: set a valid one and start again."),
    402: ("no_credit", "The account at the {what} provider has no credit left: add some, then retry."),
    403: ("not_permitted", "The key for the {what} provider may not do this: give it the permission, then retry."),
    404: ("model_unknown", "The {what} provider does not know the model: set another one, then retry."),
    413: ("too_large", "The request is too large for the {what} provider: bring fewer or shorter sources."),
}
AGAIN = {
    408: ("timed_out", "The {what} provider took too long."),
    409: ("conflict", "The {what} provider was busy with the same thing."),
    500: ("provider_failed", "The {what} provider failed."),
    502: ("provider_failed", "The {what} provider could not be reached behind its gateway."),
    503: ("unavailable", "The {what} provider is not available at the moment."),
    504: ("gateway_timeout", "The {what} provider did not answer its gateway in time."),
}


def translated(error: Exception, what: str) -> ProviderProblem:
    """The problem that an exception of the SDK is; `what` ("text", "picture") names the provider in the sentence."""
    if isinstance(error, openai.APIStatusError):
        return _by_status(error, what)
    if isinstance(error, (openai.APITimeoutError, TimeoutError)):
        return _problem(("timed_out", "The {what} provider took too long."), what, ambiguous=True)
    unsent = type(error.__cause__).__name__ in ("ConnectError", "ConnectTimeout", "PoolTimeout")
    if isinstance(error, openai.APIConnectionError) and unsent:
        return _problem(("unreachable", "The {what} provider cannot be reached."), what)
    return _problem(("connection_lost", "The connection to the {what} provider broke."), what, ambiguous=True)


def _by_status(error: openai.APIStatusError, what: str) -> ProviderProblem:
    if error.code == "moderation_blocked":
        return ProviderProblem("moderation_blocked", f"The {what} provider declined to make this.")
    if error.status_code == 429 and error.code == "insufficient_quota":
        kind, sentence = FINAL[402]
        return ProviderProblem(kind, sentence.format(what=what))
    if error.status_code == 429:
        limited = ("rate_limited", "The {what} provider asks to slow down.")
        return _problem(limited, what, retry_after=_retry_after(error))
    if error.status_code in AGAIN or error.status_code >= 500:
        again = AGAIN.get(error.status_code, AGAIN[500])
        return _problem(again, what, retry_after=_retry_after(error), ambiguous=error.status_code == 504)
    kind, sentence = FINAL.get(error.status_code, FINAL[400])
    return ProviderProblem(kind, sentence.format(what=what))


def _problem(
    said: tuple[str, str], what: str, *, retry_after: float | None = None, ambiguous: bool = False
) -> ProviderProblem:
    kind, sentence = said
    text = sentence.format(what=what)
    return ProviderProblem(kind, text, retryable=True, retry_after=retry_after, ambiguous=ambiguous)


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Seconds to wait, as the provider says: `retry-after`, else until its limits are full again ("1m30s", "250ms")."""
    headers = error.response.headers
    named = [headers.get("retry-after"), headers.get("x-ratelimit-reset-requests")]
    waits = [wait for value in named if value and (wait := _seconds(value)) is not None]
    return waits[0] if waits else None


def _seconds(value: str) -> float | None:
    total, number = 0.0, ""
    units = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
    rest = value.strip()
    while rest:
        digits = len(rest) - len(rest.lstrip("0123456789."))
        number, rest = rest[:digits], rest[digits:]
        unit = next((name for name in ("ms", "s", "m", "h") if rest.startswith(name)), None)
        if not number or (rest and unit is None):
            return None
        total += float(number) * (units[unit] if unit else 1.0)
        rest = rest[len(unit or "") :]
    return total
