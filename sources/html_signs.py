"""How a web page is known among texts."""

from __future__ import annotations

import re

from sources.files import SourceFile
from sources.markdown_signs import is_other_markup, markdown_weight

_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<(?:html|head|body)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|ul|ol|li|table|tr|td|section|article|main|pre|blockquote|dl)\b[^<>]*>", re.I)
_FEWEST_TAGS = 4


def is_html(file: SourceFile) -> bool:
    """By how it begins; without a head, by its tags, unless it has signs of Markdown as well."""
    if _START.match(file.sample):
        return True
    if is_other_markup(file.sample):
        return False
    tags = len(_TAG.findall(file.sample))
    if file.extension in (".html", ".htm", ".xhtml"):
        return tags > 0
    begins = file.sample.lstrip().startswith("<")
    return begins and tags >= _FEWEST_TAGS and markdown_weight(file.sample) < 2
