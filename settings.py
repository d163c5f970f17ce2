"""Configuration, read from the environment (and an `.env` file beside it); `.env.example` documents every variable."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator

from models.capacity import Connections
from models.retention import Periods
from providers.configuration import ProviderConfiguration
from temporal.encryption import read_keys


class Settings(ProviderConfiguration, Periods, Connections):
    database_url: str
    api_host: str = "127.0.0.1"
    api_port: int = 8000
    local_mode: bool = False
    api_token: SecretStr | None = None
    token_secret: SecretStr | None = None
    token_private_key: SecretStr | None = None
    token_issuer: str = "coursewright"
    token_audience: str = "coursewright"
    trusted_proxies: str = ""
    cors_origins: str = ""
    metrics_token: SecretStr | None = None
    requests_a_second: float = Field(10, ge=0)
    requests_burst: int = Field(100, ge=1)
    generations_a_minute: float = Field(1, ge=0)
    generations_burst: int = Field(2, ge=1)
    reader_seconds: float = Field(25, ge=1, le=600)
    reader_memory_mb: int = Field(1024, ge=384)
    readers_at_once: int = Field(2, ge=2, le=64)
    public_url: str = ""
    nudge_after_days: float = Field(7, gt=0, le=365)
    idle_after_days: float = Field(30, gt=0, le=365)
    temporal_ui_url: str = "http://127.0.0.1:8233"
    worker_ready_file: Path | None = None
    worker_build_id: str | None = None
    payload_keys: SecretStr | None = None
    xapi_endpoint: str = ""
    xapi_key: SecretStr = SecretStr("")
    xapi_secret: SecretStr = SecretStr("")
    webhook_private_hosts: str = ""

    @field_validator("payload_keys")
    @classmethod
    def _are_keys(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None:
            read_keys(given.get_secret_value())
        return given

    @model_validator(mode="after")
    def _learners_have_a_home(self) -> "Settings":
        """A statement names its learner by an account at PUBLIC_URL."""
        if self.xapi_endpoint and not self.xapi_endpoint.startswith(("https://", "http://")):
            raise ValueError("XAPI_ENDPOINT has to begin with https:// or http://")
        if self.xapi_endpoint and not self.public_url:
            raise ValueError("XAPI_ENDPOINT needs PUBLIC_URL, which begins the names of learners and courses there")
        return self


def load() -> Settings:
    """The settings, or SystemExit with one sentence that names every variable that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (": ".join(filter(None, [_named(fault["loc"]), fault["msg"]])) for fault in error.errors())
        raise SystemExit(f"The configuration does not work ({'; '.join(faults)}). See .env.example.") from None


def _named(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)).upper()
