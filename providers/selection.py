"""Which adapter serves which kind, decided by configuration alone.

The SDK of a service is loaded where its adapter is chosen: the SDKs take longer to load than all the rest.
"""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib import import_module

from pydantic import SecretStr

from providers.configuration import ProviderConfiguration
from providers.drawn import DrawnImage
from providers.image import ImageProvider
from providers.local_storage import LocalStorage
from providers.mail import MailProvider
from providers.outbox_mail import OutboxMail
from providers.storage import Storage
from providers.text import TextProvider
from providers.writers import WRITERS


@dataclass(frozen=True)
class Providers:
    """`fallback` writes what `text` cannot while it is away; None lets the course wait for it."""

    text: TextProvider
    image: ImageProvider
    storage: Storage
    mail: MailProvider
    fallback: TextProvider | None = None

    async def close(self) -> None:
        """Close all adapters, one after the other, also after one that raises."""
        async with AsyncExitStack() as closing:
            for provider in (self.fallback, self.mail, self.storage, self.image, self.text):
                if provider is not None:
                    closing.push_async_callback(provider.close)


def choose_providers(config: ProviderConfiguration) -> Providers:
    """The services whose keys are set; for the rest the adapters that need none."""
    return Providers(
        text=_writer(config.writer, config),
        fallback=_writer(config.text_fallback, config) if config.text_fallback else None,
        image=_image(config),
        storage=_storage(config),
        mail=_mail(config),
    )


def _writer(name: str, config: ProviderConfiguration) -> TextProvider:
    writer: TextProvider = import_module(WRITERS[name].module).configured(config)
    return writer


def _image(config: ProviderConfiguration) -> ImageProvider:
    if config.openai_api_key is None:
        return DrawnImage()
    from providers.openai_image import OpenAIImage

    return OpenAIImage(
        config.openai_api_key.get_secret_value(),
        model=config.image_model,
        base_url=config.openai_base_url,
        deadline=config.image_deadline_seconds,
    )


def _storage(config: ProviderConfiguration) -> Storage:
    if config.aws_s3_bucket is None:
        return LocalStorage(config.media_dir)
    from providers.s3_storage import S3Storage

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
    from providers.sendgrid_mail import SendGridMail

    key = config.sendgrid_api_key.get_secret_value()
    return SendGridMail(key, from_address=config.mail_from, host=config.sendgrid_host)


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
