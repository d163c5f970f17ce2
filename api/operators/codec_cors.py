"""Which web page may ask the codec server: the Temporal UI's, with its cookie, and no other."""

from urllib.parse import urlsplit

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

SENT_BY_THE_UI = ("Content-Type", "X-Namespace", "Authorization", "Authorization-Extras")


class CodecCors:
    """CORS for the paths of the codec alone. It has to be outside of any other, which would refuse the UI first."""

    def __init__(self, app: ASGIApp, ui_url: str) -> None:
        self._app = app
        self._cors = CORSMiddleware(
            app,
            allow_origins=[_origin(ui_url)],
            allow_methods=["POST"],
            allow_headers=SENT_BY_THE_UI,
            allow_credentials=True,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_codec = scope["type"] == "http" and scope["path"].startswith("/codec/")
        await (self._cors if is_codec else self._app)(scope, receive, send)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
