"""Every fault of Anthropic's API as one of ours: what is tried again, what waits for a person, and what it says."""

from __future__ import annotations

import anthropic

from providers.errors import ProviderProblem

CAPPED = {"enforced_spend_limit_reached", "contract_spend_limit_reached"}
OVERLOADED_WAIT = 15.0
FINAL = {
    400: ("request_refused", "The text provider did not accept the request. An operator finds the reason in its logs."),
    401: ("key_refused", "The text provider refused its key: set a valid ANTHROPIC_API_KEY and start again."),
    402: ("no_credit", "The account at the text provider has no credit left: add some, then retry."),
    403: ("not_permitted", "The key for the text provider may not do this: give it the permission, then retry."),
    404: ("model_unknown", "The text provider does not know the model: set another one, then retry."),
    413: ("too_large", "The sources are too large for the text provider: bring fewer or shorter ones."),
}
AGAIN = {
    408: ("timed_out", "The text provider took too long."),
    409: ("conflict", "The text provider was busy with the same thing."),
    500: ("provider_failed", "The text provider failed."),
    502: ("provider_failed", "The text provider could not be reached behind its gateway."),
    503: ("unavailable", "The text provider is not available at the moment."),
    504: ("gateway_timeout", "The text provider did not answer its gateway in time."),
    529: ("overloaded", "The text provider is overloaded at the moment."),
}


def translated(error: Exception) -> ProviderProblem:
    """The problem that an exception of the SDK, or of the transport under it, is."""
    if isinstance(error, anthropic.APIStatusError):
        return _by_status(error)
    if isinstance(error, (anthropic.APITimeoutError, TimeoutError)):
        return ProviderProblem("timed_out", "The text provider took too long.", retryable=True, ambiguous=True)
    if isinstance(error, anthropic.APIConnectionError):
        return _by_connection(error)
    return ProviderProblem(
        "connection_lost", "The connection to the text provider broke.", retryable=True, ambiguous=True
    )


def _by_status(error: anthropic.APIStatusError) -> ProviderProblem:
    status = error.status_code
    if status == 400 and "credit balance" in str(_field(error, "message")):
        status = 402
    if status in FINAL:
        return ProviderProblem(*FINAL[status])
    if status == 429:
        return _limited(error)
    kind, sentence = AGAIN.get(status, ("provider_failed", "The text provider failed."))
    retry_after = retry_after_of(error) or (OVERLOADED_WAIT if status == 529 else None)
    if status < 500 and status not in AGAIN:
        return ProviderProblem(*FINAL[400])
    return ProviderProblem(kind, sentence, retryable=True, retry_after=retry_after, ambiguous=status == 504)


def _limited(error: anthropic.APIStatusError) -> ProviderProblem:
    details = _field(error, "details")
    if isinstance(details, dict) and details.get("error_code") in CAPPED:
        return ProviderProblem(
            "spend_limit", "The account's spend limit at the text provider is reached: raise it, then retry."
        )
    sentence = "The text provider asks to slow down."
    return ProviderProblem("rate_limited", sentence, retryable=True, retry_after=retry_after_of(error))


def _by_connection(error: anthropic.APIConnectionError) -> ProviderProblem:
    """A call that never left was not billed; one whose connection broke later may have been."""
    unsent = type(error.__cause__).__name__ in ("ConnectError", "ConnectTimeout", "PoolTimeout")
    if unsent:
        return ProviderProblem("unreachable", "The text provider cannot be reached.", retryable=True)
    return ProviderProblem(
        "connection_lost", "The connection to the text provider broke.", retryable=True, ambiguous=True
    )


def retry_after_of(error: anthropic.APIStatusError) -> float | None:
    """Seconds that the provider asks to wait; None where it does not say."""
    value = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        return None


def _field(error: anthropic.APIStatusError, name: str) -> object:
    body = error.body if isinstance(error.body, dict) else {}
    inner = body.get("error")
    return inner.get(name) if isinstance(inner, dict) else None
