"""Names of HTML: which elements are blocks, which parts of a page nobody reads."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


BLOCKS = _words(
    "label address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer",
    "header hgroup hr html legend li main menu ol optgroup p section summary table tbody td tfoot th thead tr ul",
)
NOT_READ = _words("dialog footer map menu nav")
"""Furniture by what it is."""
NAMED = dict.fromkeys(
    "annotation annotation-xml head input noscript rp source style template textarea track".split(), ""
) | {
    "audio": "audio",
    "canvas": "picture",
    "embed": "embedded object",
    "iframe": "embedded object",
    "img": "picture",
    "math": "equation",
    "object": "embedded object",
    "rt": "phonetic guide",
    "rtc": "phonetic guide",
    "script": "script",
    "select": "form field",
    "svg": "picture",
    "video": "video",
}
"""What is not read and has a name in the list of what was left out; empty for what says nothing to a reader."""
READ_THOUGH_HIDDEN = _words("figcaption article body details html main section")
PAGE_PARTS = _words(
    "ad ads advert advertisement alertdialog anchor-link banner breadcrumb breadcrumbs comment-list comments",
    "complementary contentinfo copy-button copybtn dialog edit-link footer header-anchor heading-anchor headerlink",
    "line-numbers lineno linenos masthead menu menubar modal mw-editsection nav navbar navigation newsletter noprint",
    "overlay page-footer pager pagination popup prev-next promo related related-posts screen-reader-text search share",
    "sharing sidebar site-footer site-header skip-link skiplink social social-share sr-only table-of-contents",
    "tableofcontents toc toctree-wrapper visually-hidden navheader navfooter nav-links navlinks nav-panel",
    "pagenav prevnext prev_next next-prev nextprev post-navigation page-nav page-navigation",
    "rst-footer-buttons bottom-nav nav-buttons",
)
CONTENTS = _words("table-of-contents tableofcontents toc toctree-wrapper")
FOOTNOTE_MARKS = _words(
    "doc-noteref footnote-ref footnote-reference footnoteref footref noteref footnote_link footnote-link footnote_ref "
    "footnotemark footnote-mark fnref fn-ref"
)
