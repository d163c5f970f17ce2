"""By which key tokens are signed, and whether this configuration may open the door at all."""

import ipaddress

from accounts.tokens import AccessTokens, TokenKey, private_key, random_key, secret_key
from settings import Settings


def access_tokens(config: Settings) -> AccessTokens:
    """Raises ValueError, with a sentence, without a usable key, and for a local mode that others could reach."""
    if config.local_mode and not is_loopback(config.api_host):
        raise ValueError(f"LOCAL_MODE lets in everybody who asks, so API_HOST cannot be {config.api_host}")
    return AccessTokens(_key(config), config.token_issuer, config.token_audience)


def is_loopback(host: str | None) -> bool:
    """Whether nobody but this machine is reached by, or reaches, this name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _key(config: Settings) -> TokenKey:
    if config.token_private_key is not None:
        return private_key(config.token_private_key.get_secret_value())
    if config.token_secret is not None:
        return secret_key(config.token_secret.get_secret_value())
    if config.local_mode:
        return random_key()
    raise ValueError("TOKEN_SECRET is missing: set it to 32 or more random characters, or set TOKEN_PRIVATE_KEY")
