"""Which services a deployment uses: their own variables, and what is half-set is said before anything starts."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from providers.prices import is_image_priced, is_text_priced
from providers.writers import WRITERS, known

NEEDED_TOGETHER = (
    ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    ("COMPATIBLE_BASE_URL", "COMPATIBLE_MODEL"),
    ("SENDGRID_API_KEY", "MAIL_FROM"),
)
MEANINGLESS_ALONE = (
    ("COMPATIBLE_API_KEY", "COMPATIBLE_BASE_URL"),
    ("AWS_ENDPOINT_URL_S3", "AWS_S3_BUCKET"),
    ("SENDGRID_WEBHOOK_KEY", "SENDGRID_API_KEY"),
)

WriterName = Annotated[str, AfterValidator(known)]


class ProviderConfiguration(BaseSettings):
    """Without a key everything is made on this machine, and nothing costs anything."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    data_dir: Path = Path(".data")

    anthropic_api_key: SecretStr | None = None
    anthropic_base_url: str | None = Field(None, pattern="^https?://")
    text_model: str = "claude-sonnet-5-5"
    repair_model: str = "claude-haiku-5-5"
    least_cached_tokens: int = Field(1_024, ge=1)
    compatible_base_url: str | None = Field(None, pattern="^https?://")
    compatible_model: str | None = None
    compatible_api_key: SecretStr | None = None
    text_writer: WriterName | None = None
    text_fallback: WriterName | None = None
    text_silence_seconds: float = Field(300, gt=0, le=3_600)
    text_deadline_seconds: float = Field(3_600, gt=0, le=7_000)
    text_calls_at_once: int = Field(32, ge=1)
    text_requests_a_minute: int | None = Field(None, ge=1)
    text_tokens_a_minute: int | None = Field(None, ge=1)
    tokens_a_call: int = Field(20_000, ge=1)
    writing_processes: int | None = Field(None, ge=1)
    writing_seconds: float = Field(60, gt=0, le=290)
    writing_megabytes: int = Field(2_048, ge=256)

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = Field(None, pattern="^https?://")
    openai_text_model: str = "gpt-6.1-sol"
    openai_repair_model: str = "gpt-6-luna"
    openai_least_cached_tokens: int = Field(1_024, ge=1)
    openai_reasoning_effort: Literal["default", "none", "minimal", "low", "medium", "high"] = "low"
    image_model: str = "gpt-image-2.6-flare"
    image_deadline_seconds: float = Field(300, gt=0, le=590)
    image_calls_at_once: int = Field(32, ge=1)
    image_requests_a_minute: int | None = Field(None, ge=1)

    aws_s3_bucket: str | None = None
    aws_endpoint_url_s3: str | None = Field(None, pattern="^https?://")
    aws_region: str | None = None
    aws_access_key_id: str | None = None
    aws_secret_access_key: SecretStr | None = None

    sendgrid_api_key: SecretStr | None = None
    sendgrid_host: str = Field("https://api.sendgrid.com", pattern="^https?://")
    sendgrid_webhook_key: str | None = None
    mail_from: str | None = Field(None, pattern="^[^@\\s]+@[^@\\s]+$")

    @property
    def media_dir(self) -> Path:
        """Where media are kept as long as no bucket is set."""
        return self.data_dir / "media"

    @property
    def mail_dir(self) -> Path:
        """Where mail is written to as long as SendGrid is not set."""
        return self.data_dir / "mail"

    @property
    def text_calls_a_second(self) -> float | None:
        """What the limits on requests and tokens allow together; None without a limit."""
        by_tokens = None if self.text_tokens_a_minute is None else self.text_tokens_a_minute / self.tokens_a_call
        limits = [limit for limit in (self.text_requests_a_minute, by_tokens) if limit is not None]
        return min(limits) / 60 if limits else None

    @property
    def pictures_a_second(self) -> float | None:
        """What IMAGE_REQUESTS_A_MINUTE allows; None without a limit."""
        return None if self.image_requests_a_minute is None else self.image_requests_a_minute / 60

    @property
    def writer(self) -> str:
        """Who writes the texts: who is named, else Claude or a compatible server where its variables are set. A key
        for pictures alone lets nobody write who costs something."""
        if self.text_writer is not None:
            return self.text_writer
        if self._has("ANTHROPIC_API_KEY"):
            return "anthropic"
        return "compatible" if self._has("COMPATIBLE_BASE_URL") else "built-in"

    def _refuse_writers_without_key(self) -> None:
        named = {"TEXT_WRITER": self.text_writer, "TEXT_FALLBACK": self.text_fallback}
        for variable, writer in named.items():
            needed = WRITERS[writer].needs if writer else None
            if needed and not self._has(needed):
                raise ValueError(f"{variable} is {writer}, and {needed} is not set")
        if self.text_fallback == "built-in":
            raise ValueError("TEXT_FALLBACK is built-in, which writes no other writer's outlines: set another one")
        if self.text_fallback == self.writer:
            raise ValueError(f"TEXT_FALLBACK is {self.text_fallback}, who writes already: set another one")
        both = self._has("ANTHROPIC_API_KEY") and self._has("COMPATIBLE_BASE_URL")
        if both and self.text_writer is None:
            raise ValueError(
                "ANTHROPIC_API_KEY and COMPATIBLE_BASE_URL are both set: say in TEXT_WRITER who is to write"
            )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for pair in NEEDED_TOGETHER:
            if len(missing := [name for name in pair if not self._has(name)]) == 1:
                raise ValueError(f"{' and '.join(pair)} go together, and {missing[0]} is not set")
        for name, needed in MEANINGLESS_ALONE:
            if self._has(name) and not self._has(needed):
                raise ValueError(f"{name} means nothing without {needed}, which is not set")
        self._refuse_writers_without_key()
        for name in self._without_price():
            raise ValueError(f"{name} is a model of unknown price, {getattr(self, name.lower())!r}: set another one")
        return self

    def _without_price(self) -> list[str]:
        """The variables of models in use whose calls could not be held to a budget."""
        writers = filter(None, (self.writer, self.text_fallback))
        texts = [(writer, name) for writer in writers for name in WRITERS[writer].models]
        unknown = [name for writer, name in texts if not is_text_priced(writer, getattr(self, name.lower()))]
        paints = self._has("OPENAI_API_KEY") and not is_image_priced(self.image_model)
        return [*unknown, "IMAGE_MODEL"] if paints else unknown

    def _has(self, name: str) -> bool:
        return getattr(self, name.lower()) is not None
