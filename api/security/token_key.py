"""By which key tokens are signed, and whether this configuration is safe to serve with."""

import re

from accounts.tokens import AccessTokens, TokenKey, private_key, random_key, secret_key
from api.security.origins import is_loopback
from settings import Settings

TOKEN = re.compile(r"[A-Za-z0-9_-]{32,}")


def access_tokens(config: Settings) -> AccessTokens:
    """Raises ValueError, with a sentence, without a usable key, and for a local mode that others could reach."""
    if config.local_mode and not is_loopback(config.api_host):
        raise ValueError(f"LOCAL_MODE is for this machine alone, so API_HOST cannot be {config.api_host}")
    if config.api_token is not None:
        _check_local_token(config)
    return AccessTokens(_key(config), config.token_issuer, config.token_audience)


def _check_local_token(config: Settings) -> None:
    """Raises ValueError for a token that does not belong here, or that could be guessed."""
    if not config.local_mode:
        raise ValueError("API_TOKEN is the local instructor's, so it goes with LOCAL_MODE alone: leave it out")
    if config.api_token is not None and not TOKEN.fullmatch(config.api_token.get_secret_value()):
        raise ValueError("API_TOKEN has to be 32 or more letters, digits, _ and -")


def _key(config: Settings) -> TokenKey:
    if config.token_private_key is not None:
        return private_key(config.token_private_key.get_secret_value())
    if config.token_secret is not None:
        return secret_key(config.token_secret.get_secret_value())
    if config.local_mode:
        return random_key()
    raise ValueError("TOKEN_SECRET is missing: set it to 32 or more random characters, or set TOKEN_PRIVATE_KEY")
