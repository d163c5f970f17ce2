"""Names of HTML: which elements are blocks, which parts of a page nobody reads."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


BLOCKS = _words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer",
    "header hgroup hr html legend li main menu ol optgroup p section summary table tbody td tfoot th thead tr ul",
)
NOT_READ = _words(
    "annotation annotation-xml aside audio button canvas dialog embed footer form head iframe input map nav noscript",
    "object rp script select style svg template textarea video",
)
PAGE_PARTS = _words(
    "ad ads advert advertisement alertdialog anchor-link banner breadcrumb breadcrumbs comment-list comments",
    "complementary contentinfo copy-button copybtn dialog edit-link footer header-anchor heading-anchor headerlink",
    "line-numbers lineno linenos masthead menu menubar modal mw-editsection nav navbar navigation newsletter noprint",
    "overlay page-footer pager pagination popup prev-next promo related related-posts screen-reader-text search share",
    "sharing sidebar site-footer site-header skip-link skiplink social social-share sr-only table-of-contents",
    "tableofcontents toc toctree-wrapper visually-hidden",
)
FOOTNOTE_MARKS = _words("doc-noteref footnote-ref footnote-reference footnoteref footref noteref")
