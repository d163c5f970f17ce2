"""Code with what the source shows that it gives: sessions with prompts, cells, comments, and listings of output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from providers.offline.reading.passages import Place

LONGEST_LEAD, LONGEST_LINE = 16, 200
_GIVES = r"prints?|printed|outputs?|displays?|returns?|yields?|results?|produces?|gives?|evaluates to"
_LEAD = re.compile(
    rf"\b(?:{_GIVES}|druckt|ergibt|liefert|Ausgabe|imprime|muestra|devuelve|salida|affiche|renvoie|sortie)\b[^.]*:$",
    re.IGNORECASE,
)
_OUTPUTS = frozenset(
    {"output", "text", "plaintext", "none", "txt", "default", "result", "stdout", "terminal", "console"}
)
_RUN = re.compile(
    r"\s*\$ (?:cargo (?:-q )?run|go run|node|python3?|ruby|java|julia|Rscript|php|perl|deno run|elixir|lua|\./)[^|&;>]*"
)
"""A command that runs a program, and does nothing else with what that prints."""
_BUILT = re.compile(r"\s*(?:Compiling|Finished|Running|Blocking|Updating|Downloaded|Downloading|Locking|Adding)\b.*")
_MAIN = re.compile(r"\bmain *\(")
"""What a whole program has."""
_ERROR = re.compile(r"[A-Z]\w{2,24}(?:Error|Exception|Interrupt|Iteration)\b")
_FAILED = re.compile(r"^\s*(?:error|warning|thread '|panic|Exception|Traceback)|\bpanicked\b", re.MULTILINE)
_SHOWN = re.compile(
    r"(?P<code>.*?)\s*(?P<sign>#|//|--|;{1,3})\s*"
    r"(?:=>|→|⇒|->|⟹|➜|>(?= )|(?:prints?|outputs?|returns?|displays?|Output|Prints|Returns):?(?= ))\s*(?P<output>.*\S)"
)
"""A line with a comment that says what it gives: `1 + 2 # => 3`."""
_STRING = r"\"(?:\\.|[^\"\\\n]){0,60}\"|'(?:\\.|[^'\\\n]){0,60}'"
_VALUE = (
    rf"(?:[-+]?\d[\d_]{{0,12}}(?:\.\d{{1,8}})?|[Tt]rue|[Ff]alse|TRUE|FALSE|null|undefined|NaN|-?Infinity|nil|None|{_STRING}|"
    r"\[[^\[\]\n]{0,60}\]|[A-Z]\w{0,20}Error)"
)
_WRITES = (
    r"(?:alert|console\.log|print|println!|print!|puts|p|fmt\.Print(?:ln|f)|printf|echo|cat|display|IO\.(?:puts|inspect)|"
    r"System\.out\.print(?:ln|f)?|putStrLn|say)"
)
_WRITTEN = re.compile(
    rf"(?P<code>\s*{_WRITES}(?:\(| ).*?;?)\s+(?P<sign>#|//)\s*(?P<output>{_VALUE})"
    r"(?:[,;]? [(–—-]? ?[^\d\s\"'\[].*|,? \(.*|)"
)
"""A line that writes something, with nothing but a value in its comment, or a value and what is said of it."""
_VALUED = re.compile(
    rf"(?P<code>(?!.*[^=!<>]=[^=>])\s*[^\s#/=][^#]{{2,80}}?;?)\s+(?P<sign>#|//)\s*(?P<output>{_VALUE})"
)
"""An expression with nothing but a value in its comment."""
_ASSERTED = re.compile(
    rf"(?P<indent>\s*)(?:assert_eq!\((?P<given>.{{3,80}}?), (?P<value>{_VALUE})\);|"
    rf"assert (?P<other>.{{3,80}}?) == (?P<same>{_VALUE}))"
)
_KEEPS_NO_VALUE = re.compile(
    r"\s*(?!typeof\b)(?:\w+[ *]+)+\w+ ?[(\[;].*|.*[{,:]$|\s*(?:return|let|const|var|use|import|case|if|for|while)\b"
)
"""Declarations, and parts of something longer."""
_DOES = re.compile(r"[-+*/%([.!<>=&|?:]|\w \w")
"""What an expression has that does more than to name something."""
_COMPARES = re.compile(r"(?!.*(?:=>|[?{])).*[^=!]=?[=!]== ?[^=]*(?:#|//)")
_TRUTH = re.compile(r"(?:#|//).*\b(?:[Tt]rue|[Ff]alse|TRUE|FALSE)\b")
_SAYS_WRITTEN = re.compile(r"(?:prints?|outputs?|displays?):? [^\w]*$", re.IGNORECASE)
_SAID_TWICE = re.compile(r"^(?:prints?|outputs?|returns?|displays?):? (?=[\"'\d\[{])", re.IGNORECASE)
_NO_OUTPUT = re.compile(r"(?:the|an?|all|each|every|its?|this|that|nothing|both|one|what|to|out)\b", re.IGNORECASE)
_WORDS_WRITTEN = re.compile(rf"(?P<code>\s*{_WRITES}(?:\(| ).*?;?)\s+(?P<sign>#|//)\s*(?P<output>\w[\w',.! -]{{0,40}})")
_COMMENT = re.compile(r"\s*(?:#|//|--|;)\s*(?P<text>.*)")
_OF_MATHS = frozenset({"haskell", "lua", "sql", "clojure", "klipse-clojure", "scheme", "racket", "lisp", "elm", "ada"})


class _Prompt(NamedTuple):
    """How a session looks: what stands before what is typed, before lines that go on, and before what comes back."""

    language: str
    typed: re.Pattern[str]
    goes_on: re.Pattern[str]
    comes_back: re.Pattern[str] = re.compile(r"")
    of: frozenset[str] = frozenset()


SHELLS = frozenset("bash sh shell console terminal zsh shell-session sh-session".split())
_NEVER = re.compile(r"(?!)")
_PROMPTS = (
    _Prompt("python", re.compile(r">>> ?"), re.compile(r"\.\.\. ?")),
    _Prompt("python", re.compile(r"In \[\d*\]: ?"), re.compile(r" {2,}\.{3,}: ?"), re.compile(r"Out ?\[\d*\]: ?")),
    _Prompt("elixir", re.compile(r"iex(?:\(\d+\))?> ?"), re.compile(r"\.\.\.(?:\(\d+\))?> ?")),
    _Prompt("ruby", re.compile(r"(?:irb(?:\([^)]*\))?(?::\d+)*[>*]|>>) ?"), _NEVER, re.compile(r"=> ?")),
    _Prompt("julia", re.compile(r"julia> ?"), re.compile(r" {7}(?=\S)")),
    _Prompt("haskell", re.compile(r"(?:ghci|Prelude|λ)> ?"), re.compile(r"(?:ghci|Prelude)\| ?")),
    _Prompt("clojure", re.compile(r"[\w.]+=> ?"), _NEVER),
    _Prompt("scala", re.compile(r"scala> ?"), re.compile(r" {5}\| ?"), re.compile(r"(?:val )?res\d+: [^=]* = ")),
    _Prompt("erlang", re.compile(r"\d+> ?"), _NEVER, of=frozenset({"erlang", "erl"})),
    _Prompt("r", re.compile(r"> ?"), re.compile(r"\+ ?"), re.compile(r"\[1\] "), frozenset({"r", "rconsole", "rout"})),
    _Prompt("javascript", re.compile(r"> ?"), re.compile(r"\.\.\. ?"), of=frozenset({"js", "javascript", "node"})),
    _Prompt("bash", re.compile(r"\$ ?"), re.compile(r"> ?"), of=SHELLS),
    _Prompt("nu", re.compile(r"> ?"), _NEVER, of=frozenset({"nu", "nushell"})),
    _Prompt("lua", re.compile(r"> ?"), re.compile(r">> ?"), of=frozenset({"lua"})),
)


@dataclass(frozen=True)
class Step:
    """A piece of code without prompts, and its `output` as the source shows it, "" where it shows none."""

    place: Place
    code: str
    output: str
    language: str


def steps_of(places: Iterable[Place]) -> list[Step]:
    """The code of a document in reading order, a step for each piece whose output could be shown by itself."""
    shown = [place for place in places if place.kind != "heading"]
    steps: list[Step] = []
    taken: set[int] = set()
    for at, place in enumerate(shown):
        if place.kind != "code" or place.order in taken:
            continue
        if (prompt := _prompt_of(place)) is not None:
            steps += _session(place, prompt)
            continue
        parts = list(_commented(place))
        if len(parts) == 1 and not parts[0].output and (output := _shown_after(shown, at)):
            taken |= {one.order for one in shown[at + 1 : at + 3] if one.kind == "code" and output in one.text}
            parts = [Step(place, place.text.rstrip(), output, parts[0].language)]
        steps += parts
    return steps


def _prompt_of(place: Place) -> _Prompt | None:
    """The prompt that the first line which is not a comment begins with."""
    language = _language(place)
    first = next((line for line in place.text.splitlines() if line.strip() and not line.startswith("#")), "")
    for prompt in _PROMPTS:
        if prompt.typed.match(first) and (not prompt.of or language in prompt.of):
            return prompt
    return None


def _language(place: Place) -> str:
    language = place.block.language.lower().removeprefix("klipse-")
    return {"python3": "python", "ipython": "python", "ipython3": "python", "py": "python"}.get(language, language)


def _session(place: Place, prompt: _Prompt) -> Iterator[Step]:
    typed: list[str] = []
    back: list[str] = []
    for line in [*place.text.splitlines(), None]:
        found = prompt.typed.match(line) if line is not None else None
        if line is None or found:
            if typed:
                yield _entered(place, typed, back, prompt)
            typed, back = [line[found.end() :]] if line is not None and found else [], []
        elif typed and not back and (goes_on := prompt.goes_on.match(line)):
            typed.append(line[goes_on.end() :])
        elif typed:
            back.append(line)


def _entered(place: Place, typed: Sequence[str], back: Sequence[str], prompt: _Prompt) -> Step:
    """What was typed with what came back, up to a blank line or a remark."""
    kept: list[str] = []
    for line in back:
        if not line.strip() or re.match(r"(?:#|//|--|;;) ", line):
            break
        kept.append(line)
    code = "\n".join(typed).rstrip()
    output = "\n".join(kept)
    found = _SHOWN.fullmatch(code) if not kept and len(code) <= LONGEST_LINE else None
    if found and found["code"].strip():
        code, output = found["code"], found["output"]
    return Step(place, code, prompt.comes_back.sub("", output, count=1).strip(), prompt.language)


def _commented(place: Place) -> Iterator[Step]:
    """The code up to each comment that says what it gives, and what is left; all of a listing whose only such comment
    stands inside a block."""
    steps = list(_pieces(place))
    told = [step for step in steps if step.output]
    if all(is_closed(step.code) for step in told):
        yield from steps
        return
    whole = "\n".join(step.code for step in steps)
    is_known = len(told) == 1 and is_program(whole)
    yield Step(place, whole, told[0].output if is_known else "", steps[0].language)


def is_program(code: str) -> bool:
    """Whether it is a whole program, which needs nothing before it."""
    return _MAIN.search(code) is not None


def is_closed(code: str) -> bool:
    """Whether all brackets of a piece of code are closed, those in strings left aside."""
    plain = re.sub(_STRING, "", code)
    return all(plain.count(opening) <= plain.count(closing) for opening, closing in ("{}", "()", "[]"))


def _pieces(place: Place) -> Iterator[Step]:
    language = "javascript" if "console.log(" in place.text else _language(place)
    lines = place.text.splitlines()
    code: list[str] = []
    at = 0
    while at < len(lines):
        found = _shown(lines[at], place.text)
        if found is None and len(lines[at]) <= LONGEST_LINE and (told := _ASSERTED.fullmatch(lines[at])):
            code.append(f"{told['indent']}{told['given'] or told['other']}")
            yield Step(place, "\n".join(code).strip("\n"), told["value"] or told["same"], language)
            code = []
            at += 1
            continue
        if found is None or (found["sign"][0] in "-;" and language not in _OF_MATHS) or _is_quoted(found):
            code.append(lines[at])
            at += 1
            continue
        if found["code"].strip():
            code.append(found["code"].rstrip())
        output = [_as_written(found)]
        at += 1
        while at < len(lines) and not found["code"].strip() and (more := _goes_on(lines[at], found)):
            output.append(more)
            at += 1
        if any(line.strip() for line in code):
            yield from _last_part(Step(place, "\n".join(code).strip("\n"), "\n".join(output), language))
        code = []
    if any(line.strip() for line in code):
        yield Step(place, "\n".join(code).strip("\n").rstrip(), "", language)


def _last_part(step: Step) -> Iterator[Step]:
    """What stands behind the last blank line, with its output, after what stands before it by itself."""
    before, _, last = step.code.rpartition("\n\n")
    if before.strip() and last.strip() and is_closed(before) and not last[:1].isspace():
        yield Step(step.place, before.strip("\n"), "", step.language)
        yield Step(step.place, last.strip("\n"), step.output, step.language)
    else:
        yield step


def _shown(line: str, text: str) -> re.Match[str] | None:
    """The parts of a line whose comment says what it gives; `text` is all of the listing."""
    if len(line) > LONGEST_LINE or (_COMPARES.match(line) and not _TRUTH.search(line)):
        return None
    if (found := _SHOWN.fullmatch(line)) and not _NO_OUTPUT.match(found["output"]):
        return found
    if found := _WRITTEN.fullmatch(line):
        return found
    if (found := _VALUED.fullmatch(line)) and not _KEEPS_NO_VALUE.match(found["code"]) and _DOES.search(found["code"]):
        return found
    found = _WORDS_WRITTEN.fullmatch(line)
    said = " ".join(re.findall(_STRING, text)) if found else ""
    return found if found and all(word in said for word in found["output"].split()) else None


def _as_written(found: re.Match[str]) -> str:
    """What a line writes, without the quotation marks that a comment puts around it."""
    output = _SAID_TWICE.sub("", found["output"])
    writes = (
        output != found["output"]
        or re.match(rf"\s*{_WRITES}\b", found["code"])
        or _SAYS_WRITTEN.search(found[0][: found.start("output")])
    )
    return output[1:-1] if writes and re.fullmatch(_STRING, output) else output


def _is_quoted(found: re.Match[str]) -> bool:
    """Whether the sign of the comment stands inside a string."""
    return any(found["code"].count(sign) % 2 for sign in "\"'`")


def _goes_on(line: str, found: re.Match[str]) -> str:
    """What a comment right below another one adds to the output, "" where it is none."""
    if again := _SHOWN.fullmatch(line):
        return again["output"] if not again["code"].strip() else ""
    comment = _COMMENT.fullmatch(line)
    return comment["text"] if comment and line.strip().startswith(found["sign"]) else ""


def _shown_after(places: Sequence[Place], at: int) -> str:
    """What the listing right after a listing, or after words that say so, shows that it gives; "" for none."""
    after = places[at + 1 : at + 3]
    if after and after[0].kind == "code" and after[0].block.language.lower() == "output":
        return _written(after[0])
    if after and after[0].kind == "code" and (error := _error_in(after[0])):
        return error
    listing = next((place for place in after if place.kind == "code"), None)
    if listing is None or (ran := _ran(listing)):
        return ran if listing else ""
    if len(after) == 2 and after[0].kind == "paragraph" and after[1] is listing:
        words = after[0].text
        is_lead = len(words.split()) <= LONGEST_LEAD and _LEAD.search(words.strip())
        other = listing.block.language.lower() in _OUTPUTS or (not listing.block.language and places[at].block.language)
        return _written(listing) if is_lead and other and not listing.text.lstrip().startswith("$ ") else ""
    return ""


def _error_in(place: Place) -> str:
    """The name of the error that a listing ends in, "" where it shows none."""
    shows_one = place.block.language.lower() in ("error", "pytb") or "Traceback (most recent" in place.text
    last = place.text.rstrip().rpartition("\n")[2]
    found = _ERROR.match(last) if shows_one else None
    return found[0] if found else ""


def _written(place: Place) -> str:
    return place.text.strip("\n").rstrip()


def _ran(place: Place) -> str:
    """What a program prints, as the listing of a terminal shows it where the program is run."""
    lines = place.text.strip("\n").splitlines()
    if not lines or not _RUN.fullmatch(lines[0]) or any(line.lstrip().startswith("$ ") for line in lines[1:]):
        return ""
    text = "\n".join(line for line in lines[1:] if not _BUILT.fullmatch(line)).strip("\n").rstrip()
    return "" if _FAILED.search(text) else text
