"""Code with its words marked by classes (`hl-k` a keyword, `hl-s` a string … as Pygments names them, in short)."""

from __future__ import annotations

from functools import cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer, RegexLexer, words
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Whitespace

MOST_CHARACTERS = 5_000
"""Of one block; a longer one is shown without marks."""
PREFIX = "hl-"


class _Braces(RegexLexer):
    """C and what is written like it. Pygments' own readers take time with a power of the blanks in a row."""

    tokens = {
        "root": [
            (r"\s+", Whitespace),
            (r"//[^\n]*", Comment.Single),
            (r"/\*", Comment.Multiline, "comment"),
            (r"^#[^\n]*", Comment.Preproc),
            (r'"', String, "string"),
            (r"'(?:\\.|[^'\\\n]){1,8}'", String.Char),
            (
                words(
                    "abstract as async await bool boolean break byte case catch char class const continue decimal "
                    "default delete do double else enum explicit extends final finally float for foreach friend if "
                    "implements import in inline instanceof int interface internal long namespace new null nullptr "
                    "operator out override package private protected public readonly record ref return sealed "
                    "short signed sizeof static string struct super switch template this throw throws true try "
                    "false typedef typename union unsigned using var virtual void volatile while yield".split(),
                    prefix=r"\b",
                    suffix=r"\b",
                ),
                Keyword,
            ),
            (r"\d[\w.]*", Number),
            (r"[A-Za-z_]\w*", Name),
            (r"[-+*/%=<>!&|^~?:@#\\$`']", Operator),
            (r"[()\[\]{};,.]", Punctuation),
        ],
        "comment": [(r"[^*]+", Comment.Multiline), (r"\*/", Comment.Multiline, "#pop"), (r"\*", Comment.Multiline)],
        "string": [(r'[^"\\\n]+', String), (r"\\.", String.Escape), (r'"|\n', String, "#pop"), (r"\\", String)],
    }


_NAMES = (
    "bash console css diff docker go html ini javascript json kotlin php postgresql powershell pycon python r ruby "
    "rust sql swift toml xml yaml".split()
)
_ALIASES = {
    "dockerfile": "docker",
    "js": "javascript",
    "jsx": "javascript",
    "postgres": "postgresql",
    "py": "python",
    "rb": "ruby",
    "sh": "bash",
    "shell": "bash",
    "ts": "javascript",
    "tsx": "javascript",
    "typescript": "javascript",
    "yml": "yaml",
}
_LIKE_C = frozenset(("c", "c++", "cpp", "cs", "csharp", "java"))
LANGUAGES = frozenset({*_NAMES, *_ALIASES, *_LIKE_C})
"""Whose words are marked; code of others is shown as it is."""
_FORMATTER = HtmlFormatter(nowrap=True, classprefix=PREFIX)


def highlighted(code: str, language: str) -> str:
    """The code as HTML, for what stands inside of `<code>`."""
    name = language.lower()
    if name not in LANGUAGES or len(code) > MOST_CHARACTERS:
        return escape(code)
    return str(highlight(code, _lexer(_ALIASES.get(name, name)), _FORMATTER))


@cache
def _lexer(name: str) -> Lexer:
    """Made when it is first asked for: Pygments compiles all expressions of a language then."""
    return _Braces(stripnl=False) if name in _LIKE_C else get_lexer_by_name(name, stripnl=False)
