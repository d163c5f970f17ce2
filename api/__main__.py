"""`python -m api`: serve on API_HOST:API_PORT until told to stop."""

import gc
import logging
import sys

import uvicorn

gc.disable()  # until all modules are loaded: they stay

import settings
from api.http.requests import WithRequestId
from api.security.token_key import access_tokens
from models.capacity import fault_at_start

TURN_SECONDS = 0.001
"""How long the loop waits for the interpreter while a review beside it has it; the default is five times as long."""

if __name__ == "__main__":
    handler = logging.StreamHandler()
    handler.addFilter(WithRequestId())
    line = "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"
    logging.basicConfig(level=logging.INFO, format=line, handlers=[handler])
    config = settings.load()
    try:
        access_tokens(config)  # refused before all is loaded that an application is made of, which takes seconds
        from api.app import create_app

        app = create_app(config)
    except ValueError as error:
        raise SystemExit(f"The API does not start: {error}. See .env.example.") from None
    if fault := fault_at_start(config.database_url, config):
        raise SystemExit(f"The API does not start: {fault}.")
    app.openapi()  # else the first to ask for it, and all others, would wait a second
    sys.setswitchinterval(TURN_SECONDS)
    gc.enable()
    gc.collect()
    gc.freeze()  # what was loaded stays, so no collection has to look through it
    gc.set_threshold(10_000, 20, 20)  # the records that are kept are many, and next to none is garbage
    uvicorn.run(
        app,
        host=config.api_host,
        port=config.api_port,
        log_config=None,
        access_log=False,  # the application writes its own lines, with ids and without queries
        proxy_headers=False,  # the application itself knows whom to believe: TRUSTED_PROXIES
        timeout_keep_alive=75,  # longer than a proxy before us keeps a connection, so that none ends under a request
        timeout_graceful_shutdown=5,
    )
