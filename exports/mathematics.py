"""Formulas for systems that show TeX by MathJax and would spoil MathML."""

from __future__ import annotations

import re
from html import escape, unescape

from exports import pages

_FORMULA = re.compile(r'<math\b([^>]*)>.*?</math>|(?<!<pre>)<code class="language-tex">([^<]*)</code>', re.DOTALL)
_TEX = re.compile(r'\balttext="([^"]*)"')


def asked(written: str) -> str:
    """As `pages.asked`, with TeX."""
    return as_tex(pages.asked(written))


def line(written: str) -> str:
    """As `pages.line`, with TeX."""
    return as_tex(pages.line(written))


def as_tex(markup: str) -> str:
    r"""Rendered HTML with each formula as TeX between \( and \), or \[ and \] where it stands by itself.

    So does one that the renderer has left as it was written, since MathJax may know more of TeX.
    """
    return _FORMULA.sub(_written, markup)


def _written(match: re.Match[str]) -> str:
    if match[1] is None:
        return f"\\({match[2]}\\)"
    tex = escape(unescape(found[1]), quote=False) if (found := _TEX.search(match[1])) else ""
    return f"\\[{tex}\\]" if 'display="block"' in match[1] else f"\\({tex}\\)"
