"""What is live in one renderer of Markdown or another is refused; what only looks like markup is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.markdown_safety import unsafe

LIVE = [
    # elements of any name, with a handler or without
    "<x-foo onclick=alert(1)>press</x-foo>",
    "Press <x-foo onpointerover='alert(1)'>here</x-foo>.",
    "<x-foo\nonclick=alert(1)>",
    "<xss autofocus tabindex=1 onfocus=alert(1)></xss>",
    "List<String onclick=alert(1)>",
    "<your-name>x</your-name>",
    "<your-name/>",
    "</nothing>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext></mtext></math>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "> - <x-foo onclick=alert(1)>\n",
    "| a | b |\n|---|---|\n| <x-foo onclick=alert(1)> | ` |",
    "`a|<x-foo onclick=alert(1)>|`\n|-|-|-|\n|`|<x-foo onclick=alert(1)>|`|",
    "<your-name>\n[press](javascript:alert(1))",
    "<foo>\n<img src=x onerror=alert(1)>",
    # what is no element, and no text either
    "<!-- a note -->",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<![CDATA[ x ]]>",
    "a <!a b>",
    # tags of other grammars than CommonMark's
    "<x_y onclick=alert(1)>",
    "<x:y onclick=alert(1)>",
    "<x.y onclick=alert(1)>",
    "<x_y\nonclick=alert(1)>",
    "<x_y on*click*=alert(1) onclick=alert(1)>",
    "<img/onerror=alert(1) src=x>",
    "<img src=x onerror=alert(1)//",
    '<a b="c"d="e" onclick=alert(1)>',
    # definitions, used or not, first or second
    "[a]: javascript:alert(1)",
    "[a]: <javascript:alert(1)>\n\n[a]",
    "[^c1]: <javascript:alert(1)>\n\nDough rises. [^c1]",
    "[^c1]: javascript:alert(1) 'title'",
    "[a]: https://example.org\n[a]: javascript:alert(1)",
    "> [a]: JaVaScRiPt:alert(1)",
    "- [a]: vbscript:msgbox(1)",
    "[a]:\n  <data:text/html,x>",
    "A paragraph\n[a]: javascript:alert(1)",
    # links and pictures
    "Dough rises. [^c1](javascript:alert(1))",
    "[a](javascript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](java&#115;cript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](&#1;javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox(1))",
    "[a]( javascript:alert(1) )",
    "[a](//example.org/x)",
    "[a](javascript:alert(1)",
    "[a](javascript: alert(1))",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![a](data:image/svg+xml,x)",
    "![a](javascript:alert(1))",
    "![a][b]\n\n[b]: data:image/svg+xml,x",
    "| [a](javascript:alert(1)) |\n|---|",
]
PLAIN = [
    "",
    "List<String> and Map<K, List<V>>, <your-name> and <path>, 1 < 2 > 0, a<b, i<n && j>m, x <= y",
    "`<x-foo onclick=alert(1)>` and ``<!-- `note` -->``",
    "```html\n<x-foo onclick=alert(1)>\n<!-- -->\n[a]: javascript:alert(1)\n```",
    "    <x-foo onclick=alert(1)>\n    [a](javascript:alert(1))",
    "&lt;x_y onclick=1&gt; and \\<b\\>",
    "The answer is [here](https://example.org/a?b=c#d), <https://example.org>, <mailto:a@example.org>, [top](#top).",
    "[a]: https://example.org 'Example'\n\n[a] and [b] and [^c1]",
    "![a loaf](https://example.org/a.png)",
    "Write `javascript:` in front of it. In JavaScript: alert(1). data: none.",
    "Keys: [a](https://example.org) (javascript: no)",
    "| a | b |\n|---|---|\n| `<b>` | 1 < 2 |",
    "$a < b$ and $x_{i<n}$",
]


@pytest.mark.parametrize("markdown", LIVE)
def test_what_is_live_somewhere_is_refused(markdown: str) -> None:
    assert unsafe(markdown)


@pytest.mark.parametrize("markdown", [text for text in LIVE if not text.startswith(("`", "|", "A paragraph"))])
def test_inside_code_it_is_text(markdown: str) -> None:
    assert unsafe(f"~~~~~\n{markdown}\n~~~~~") == []


@pytest.mark.parametrize("markdown", PLAIN)
def test_what_only_looks_like_markup_is_not(markdown: str) -> None:
    assert unsafe(markdown) == []


@given(st.sampled_from(LIVE), st.text(alphabet="ab .,*_\n", max_size=20), st.text(alphabet="ab .,*_\n", max_size=20))
def test_words_around_it_change_nothing(markdown: str, before: str, after: str) -> None:
    assert unsafe(f"{before}\n\n{markdown}\n\n{after}")
