"""Whose certificates count: read from the disk once for all clients of a process, which takes longer than a call."""

import ssl
from functools import cache

import httpx2


@cache
def trusted(*, by_environment: bool = True) -> ssl.SSLContext:
    """For `verify` of a client: the Web's, or, if they count, those that SSL_CERT_FILE or SSL_CERT_DIR names."""
    return httpx2.create_ssl_context(trust_env=by_environment)
