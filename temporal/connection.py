"""The one way in: a client configured by the SDK's environment variables and TOML profiles."""

import logging

from pydantic import SecretStr
from temporalio.client import Client
from temporalio.envconfig import ClientConfigProfile

from temporal.converter import data_converter
from temporal.errors import TemporalUnavailable

DEFAULT_ADDRESS = "localhost:7233"

_log = logging.getLogger(__name__)


def load_profile() -> ClientConfigProfile:
    """The profile that TEMPORAL_* variables and the TOML file (TEMPORAL_CONFIG_FILE, TEMPORAL_PROFILE) describe.

    Raises TemporalUnavailable when the file or a variable cannot be understood.
    """
    try:
        return ClientConfigProfile.load()
    except (RuntimeError, ValueError) as error:
        raise TemporalUnavailable(f"The Temporal client configuration does not work: {error}") from error


def describe(profile: ClientConfigProfile) -> str:
    """Where the profile leads, in words and without its secrets: `localhost:7233, namespace default, without TLS`."""
    tls = profile.tls.disabled is not True if profile.tls else bool(profile.api_key)
    parts = [
        profile.address or DEFAULT_ADDRESS,
        f"namespace {profile.namespace or 'default'}",
        "with TLS" if tls else "without TLS",
    ]
    return ", ".join([*parts, "with an API key"] if profile.api_key else parts)


async def connect(payload_keys: SecretStr | None = None) -> Client:
    """A connected client that carries pydantic models, encrypted if there are keys.

    Raises TemporalUnavailable, naming the address.
    """
    profile = load_profile()
    options = profile.to_client_connect_config()
    options.setdefault("target_host", DEFAULT_ADDRESS)
    try:
        client = await Client.connect(**options, data_converter=data_converter(payload_keys))
    except (RuntimeError, OSError) as error:
        raise TemporalUnavailable(
            f"Temporal does not answer at {describe(profile)}: start it with `make up`, or set TEMPORAL_ADDRESS."
        ) from error
    _log.info("connected to Temporal at %s", describe(profile))
    return client
