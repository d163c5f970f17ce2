"""The writer without a language model: courses that are made of their sources alone."""

from providers.offline.provider import OfflineText

__all__ = ["OfflineText"]
