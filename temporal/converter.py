"""How values become payloads and failures, for every client, worker and replay alike."""

from pydantic import SecretStr
from temporalio.contrib.pydantic import PydanticPayloadConverter, pydantic_data_converter
from temporalio.converter import DataConverter, DefaultFailureConverterWithEncodedAttributes

from temporal.encryption import PayloadEncryption, read_keys


def data_converter(payload_keys: SecretStr | None = None) -> DataConverter:
    """Carries pydantic models; with keys it encrypts them, and the messages and stack traces of failures too."""
    codec = payload_codec(payload_keys)
    if codec is None:
        return pydantic_data_converter
    return DataConverter(
        payload_converter_class=PydanticPayloadConverter,
        payload_codec=codec,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


def payload_codec(payload_keys: SecretStr | None) -> PayloadEncryption | None:
    """Raises ValueError, with a sentence, for keys that are none."""
    return None if payload_keys is None else PayloadEncryption(read_keys(payload_keys.get_secret_value()))
