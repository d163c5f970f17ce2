"""Which adapter serves which kind, decided by configuration alone."""

from dataclasses import dataclass

from pydantic import SecretStr

from providers.anthropic_text import AnthropicText, Models
from providers.compatible_text import CompatibleText
from providers.configuration import ProviderConfiguration
from providers.drawn import DrawnImage
from providers.image import ImageProvider
from providers.local_storage import LocalStorage
from providers.mail import MailProvider
from providers.offline.processes import Limits, OfflineProcesses
from providers.openai_image import OpenAIImage
from providers.outbox_mail import OutboxMail
from providers.s3_storage import S3Storage
from providers.sendgrid_mail import SendGridMail
from providers.storage import Storage
from providers.text import TextProvider


@dataclass(frozen=True)
class Providers:
    text: TextProvider
    image: ImageProvider
    storage: Storage
    mail: MailProvider

    async def close(self) -> None:
        for provider in (self.text, self.image, self.storage, self.mail):
            await provider.close()


def choose_providers(config: ProviderConfiguration) -> Providers:
    """The services whose keys are set; for the rest the adapters that need none."""
    return Providers(text=_text(config), image=_image(config), storage=_storage(config), mail=_mail(config))


def _text(config: ProviderConfiguration) -> TextProvider:
    if config.anthropic_api_key:
        return AnthropicText(
            config.anthropic_api_key.get_secret_value(),
            base_url=config.anthropic_base_url,
            models=Models(config.text_model, config.repair_model, config.least_cached_tokens),
            deadline=config.text_deadline_seconds,
        )
    if config.compatible_base_url and config.compatible_model:
        return CompatibleText(
            config.compatible_base_url,
            model=config.compatible_model,
            key=_revealed(config.compatible_api_key) or "none",
            deadline=config.text_deadline_seconds,
        )
    return OfflineProcesses(Limits(config.writing_processes, config.writing_seconds, config.writing_megabytes))


def _image(config: ProviderConfiguration) -> ImageProvider:
    if config.openai_api_key is None:
        return DrawnImage()
    return OpenAIImage(
        config.openai_api_key.get_secret_value(),
        model=config.image_model,
        base_url=config.openai_base_url,
        deadline=config.image_deadline_seconds,
    )


def _storage(config: ProviderConfiguration) -> Storage:
    if config.aws_s3_bucket is None:
        return LocalStorage(config.media_dir)
    key_id, secret = config.aws_access_key_id, _revealed(config.aws_secret_access_key)
    return S3Storage.connect(
        config.aws_s3_bucket,
        endpoint_url=config.aws_endpoint_url_s3,
        region=config.aws_region,
        key=(key_id, secret) if key_id and secret else None,
    )


def _mail(config: ProviderConfiguration) -> MailProvider:
    if config.sendgrid_api_key is None or config.mail_from is None:
        return OutboxMail(config.mail_dir)
    key = config.sendgrid_api_key.get_secret_value()
    return SendGridMail(key, from_address=config.mail_from, host=config.sendgrid_host)


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
