"""The cookie of the codec server, read from its header."""

COOKIE = "coursewright_codec"


def token_in(header: str) -> str | None:
    """The token in a `Cookie` header; None where there is none.

    By hand: `http.cookies` of Python before 3.13 takes longer than in proportion to a quoted value (CVE-2024-7592), and
    a token needs no quotes.
    """
    for pair in header.split(";"):
        name, _, value = pair.partition("=")
        if name.strip() == COOKIE:
            return value.strip().strip('"')
    return None
