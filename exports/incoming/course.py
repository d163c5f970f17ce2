"""A course as it comes in, and the one that is put together of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal, NamedTuple
from uuid import UUID

from pydantic import ValidationError

from exports.course import Media, works
from exports.incoming.files import Files
from exports.incoming.web import Pages, Shown
from exports.not_a_course import NotACourse, mistake
from learning.checks import Check, Option
from learning.checks.cloze import BLANK
from learning.course_draft import CourseDraft, LessonDraft, SectionDraft
from learning.section import SectionContent, Visual
from learning.source import NotCarried
from sources.drafts import LeftOut

MOST_LESSONS = MOST_SECTIONS = 50
LONGEST_TITLE, LONGEST_TEXT, LONGEST_SHORT = 200, 60_000, 4_000
_GAPS = re.compile(r"(?:\\?_){3,}")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_TYPES = {
    **{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif"},
}


class Incoming(NamedTuple):
    """A course that came in: its draft with the pictures it names by id, and what was not taken over."""

    draft: CourseDraft
    media: dict[str, Media]
    thumbnail: str | None = None
    not_carried: tuple[NotCarried, ...] = ()


@dataclass
class Question:
    """`stem`, `options` and `feedback` are HTML; `right` are places of options, or texts that count as right."""

    kind: Literal["multiple_choice", "true_false", "short_answer"]
    stem: str
    options: list[str]
    right: list[str]
    feedback: str = ""


@dataclass
class ComingSection:
    """`pages` are (HTML, folder that its addresses are relative to)."""

    title: str
    pages: list[tuple[str, str]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    is_required: bool = True


class Assembly:
    """Lessons and sections in the order in which they come; `build` makes the course of them."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.title, self.language, self.description = "", "en", ""
        self.lessons: list[tuple[str, list[ComingSection]]] = []
        self.left_out = LeftOut()
        self._pages = Pages()
        self._media: dict[str, Media] = {}

    def build(self) -> Incoming:
        """Raises NotACourse where nothing of it can be taught."""
        placed = [(title, sections) for title, sections in self.lessons if sections]
        self._count_out("lesson", placed[MOST_LESSONS:])
        lessons = []
        for title, sections in placed[:MOST_LESSONS]:
            self._count_out("section", sections[MOST_SECTIONS:])
            lessons.append((title, [(section, self._noted(section)) for section in sections[:MOST_SECTIONS]]))
        texts = self._pages.markdown()
        try:
            draft = CourseDraft(
                title=_title(self.title, "Untitled course"),
                description=self.description[:5_000],
                language=self.language if _LANGUAGE.match(self.language) else "en",
                lessons=[
                    LessonDraft(
                        title=_title(title, f"Lesson {number}"),
                        sections=[self._section(section, noted, texts) for section, noted in sections],
                    )
                    for number, (title, sections) in enumerate(lessons, 1)
                ],
            )
        except ValidationError as error:
            if not lessons:
                raise NotACourse("The package holds no page and no quiz that we can take over.") from error
            raise mistake(error) from error
        return Incoming(draft, self._media, None, self.left_out.not_carried())

    def _count_out(self, what: str, beyond: Sequence[object]) -> None:
        if beyond:
            self.left_out.add(what, f"A course has {MOST_LESSONS} of them at most.", count=len(beyond))

    def _noted(self, section: ComingSection) -> _Noted:
        self.left_out.where = section.title
        noted = _Noted()
        for markup, folder in section.pages:
            place, shown = self._pages.add(markup, self.left_out)
            noted.texts.append(place)
            noted.visuals += [visual for one in shown if (visual := self._visual(one, folder)) is not None]
        for question in section.questions:
            pieces = [question.stem, question.feedback, *question.options]
            noted.questions.append(
                (question, [self._pages.add(piece, self.left_out, is_plain=True)[0] for piece in pieces])
            )
        return noted

    def _visual(self, shown: Shown, folder: str) -> Visual | None:
        name = f"{folder}/{shown.address}"
        extension = name[name.rfind(".") :].lower()
        content = self.files.read(name) if extension in _TYPES else None
        if content is None:
            self.left_out.add("picture", shown.address[:100])
            return None
        id_ = str(UUID(hashlib.sha256(content).hexdigest()[:32]))
        alt, caption = shown.alt[:LONGEST_SHORT], shown.caption[:LONGEST_SHORT]
        self._media[id_] = Media(content=content, media_type=_TYPES[extension], alt=alt, caption=caption)
        return Visual(media_id=id_, alt=alt, caption=caption)

    def _section(self, section: ComingSection, noted: _Noted, texts: list[str]) -> SectionDraft:
        self.left_out.where = section.title
        explanation = "\n\n".join(text for place in noted.texts if (text := texts[place]))
        explanation = _without_title(explanation, section.title)
        if len(explanation) > LONGEST_TEXT:
            self.left_out.add("text", f"What follows {LONGEST_TEXT} characters.")
            explanation = explanation[:LONGEST_TEXT].rpartition("\n\n")[0]
        checks: list[Check] = []
        for question, places in noted.questions:
            check = _check(f"k{len(checks) + 1}", question, [texts[place] for place in places])
            if check is None:
                self.left_out.add("check", "It has no question, or no right answer.")
            else:
                checks.append(check)
        content = SectionContent(explanation=explanation, checks=checks, visuals=noted.visuals)
        return SectionDraft(title=_title(section.title, "Untitled"), content=content, is_required=section.is_required)


@dataclass
class _Noted:
    texts: list[int] = field(default_factory=list)
    visuals: list[Visual] = field(default_factory=list)
    questions: list[tuple[Question, list[int]]] = field(default_factory=list)


def as_html(plain: str) -> str:
    """Plain text as HTML."""
    return f"<p>{escape(plain)}</p>"


def _check(id_: str, question: Question, texts: list[str]) -> Check | None:
    stem, feedback, *options = texts
    if not question.right or max(map(len, [*texts, *question.right])) > LONGEST_SHORT:
        return None
    if question.kind == "multiple_choice":
        letters = "abcdefghijklmnopqrstuvwxyz"
        if len(options) > len(letters) or len(question.right) != 1:
            return None
        listed = [Option(id=letters[place], text=text) for place, text in enumerate(options)]
        check = Check(id=id_, kind="multiple_choice", stem=stem, options=listed, answer=letters[int(question.right[0])])
    elif question.kind == "true_false":
        check = Check(id=id_, kind="true_false", stem=stem, answer=question.right[0])
    else:
        stem = _with_gap(stem)
        right = [text.strip() for text in question.right if text.strip()]
        kind = "cloze" if BLANK in stem else "short_answer"
        check = Check(id=id_, kind=kind, stem=stem, answer=right[0] if right else "", accepted=right[1:21])
    check = check.model_copy(update={"feedback": feedback})
    return check if works(check) else None


def _with_gap(stem: str) -> str:
    """The stem with its one gap as ours are written, whatever its length; else as it is."""
    gaps = _GAPS.findall(stem)
    return _GAPS.sub(BLANK, stem) if len(gaps) == 1 else _GAPS.sub("…", stem)


def _without_title(explanation: str, title: str) -> str:
    """A text that does not begin with the title of its section again."""
    first, _, rest = explanation.partition("\n")
    return rest.strip() if first.startswith("# ") and first.rstrip().endswith(title.strip()) else explanation


def _title(text: str, otherwise: str) -> str:
    return " ".join(text.split())[:LONGEST_TITLE].strip() or otherwise
