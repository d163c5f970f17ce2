"""Subtitles (WebVTT, SubRip) and plain transcripts to drafts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from sources.cleaning import fold
from sources.drafts import DraftSheet, Reading
from sources.files import Kind, SourceFile
from sources.spoken import Cue, paragraphs

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"\s{{0,3}}{_TIME}\s{{0,3}}-->\s{{0,3}}{_TIME}(?:\s|$)")
_STAMP = re.compile(rf"[\[(]?{_TIME}[\])]?(?:\s{{0,3}}[-–—:|]\s{{0,3}}|\s{{1,9}}|$)")
"""A time with which a line of a transcript begins."""
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,80})?\s{1,3}([^<>]{1,80})>")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\?[^{}]{0,80}\}")
_SOUND = re.compile(r"[\[(♪♫*].{0,200}[\])♪♫*]$")
_SPEAKER = re.compile(r"(?:[-–]\s?|>>\s?)?([^\W\d_][\w .'’-]{0,39}):\s+(?=\S)")
_ASIDE = ("NOTE", "STYLE", "REGION")
_SAMPLE_LINES = 400
_FEWEST_STAMPS, _SHARE_OF_STAMPS = 3, 0.2
_FEWEST_WORDS, _MOST_ENDS = 80, 1 / 60


def is_webvtt(file: SourceFile) -> bool:
    """Whether the file begins with the word `WEBVTT`, as W3C WebVTT asks for."""
    return re.match(r"WEBVTT(?:\s|$)", file.sample) is not None


def is_subrip(file: SourceFile) -> bool:
    """A number, and a span of time below it, before anything else."""
    lines = [line for line in file.sample.lstrip().split("\n", 3)[:2] if line.strip()]
    return any(_TIMING.match(line) for line in lines) and not is_webvtt(file)


def is_transcript(file: SourceFile) -> bool:
    """Lines that begin with times, or words in small letters without a single sentence."""
    lines = [line.strip() for line in file.sample.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    stamps = sum(_STAMP.match(line) is not None for line in lines)
    if stamps >= _FEWEST_STAMPS and stamps >= _SHARE_OF_STAMPS * len(lines):
        return True
    return file.extension in (".txt", ".text", "") and _is_bare_speech(lines)


def read_captions(text: str) -> Reading:
    """Read WebVTT or SubRip: its words without times, voices before what they say, sounds named as left out."""
    sheet = DraftSheet()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues = list(_joined(_cues(lines, sheet), sheet))
    return _reading(cues, sheet, _told_language(lines))


def read_transcript(text: str) -> Reading:
    """Read a transcript: lines that may begin with a time, and may be nothing else."""
    sheet = DraftSheet()
    return _reading(list(_joined(_lines_said(text), sheet)), sheet, "")


def _reading(cues: Sequence[Cue], sheet: DraftSheet, language: str) -> Reading:
    for paragraph in paragraphs(cues):
        sheet.add("paragraph", paragraph)
    return Reading(sheet.drafts, language=language, not_carried=sheet.left_out.not_carried())


def _is_bare_speech(lines: Sequence[str]) -> bool:
    words = sum(len(line.split()) for line in lines)
    small = sum(line[0].islower() for line in lines)
    ends = sum(line.count(sign) for line in lines for sign in ".!?:#|")
    return words >= _FEWEST_WORDS and ends < _MOST_ENDS * words and small > 0.9 * len(lines)


def _cues(lines: Sequence[str], sheet: DraftSheet) -> Iterator[Cue]:
    """The cues in order, their lines parted by line ends; numbers and names of cues are none of their lines."""
    timing: re.Match[str] | None = None
    said: list[str] = []
    aside = ""
    for line in [*lines, ""]:
        found = _TIMING.match(line) if "-->" in line else None
        if (found or not line.strip()) and timing:
            yield _cue(timing, said[:-1] if found and said and said[-1].strip().isdecimal() else said)
            timing, said = None, []
        if found:
            timing, said, aside = found, [], ""
        elif timing:
            said.append(line)
        elif not line.strip():
            aside = ""
        elif line.startswith(_ASIDE) and not aside:
            aside = line.split()[0]
            if aside == "NOTE":
                sheet.left_out.add("comment", line.removeprefix("NOTE"))


def _cue(timing: re.Match[str], lines: Sequence[str]) -> Cue:
    text = "\n".join(lines)
    voice = _VOICE.search(text)
    return Cue(_seconds(timing, 1), _seconds(timing, 5), fold(voice[1]) if voice else "", text)


def _seconds(found: re.Match[str], group: int) -> float:
    hours, minutes, seconds, part = (found[number] for number in range(group, group + 4))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part or 0}")


def _lines_said(text: str) -> Iterator[Cue]:
    """The lines without the times that they begin with; when they end is not told, so that there are no pauses."""
    for line in text.splitlines():
        stamp = _STAMP.match(line.strip())
        said = line.strip()[stamp.end() :] if stamp else line
        if said.strip():
            yield Cue(0.0, 0.0, "", said)


def _joined(cues: Iterator[Cue], sheet: DraftSheet) -> Iterator[Cue]:
    """Cues of words alone. Captions that roll show each line twice and more: it is taken once."""
    shown: list[str] = []
    speaker = ""
    for cue in cues:
        lines = [fold(html.unescape(_TAG.sub("", line))) for line in cue.text.split("\n")]
        fresh = [line for line in lines if line and line not in shown]
        shown = [line for line in lines if line] or shown
        words = []
        for line in fresh:
            if _SOUND.match(line):
                sheet.left_out.add("sound", line)
            else:
                words.append(line)
        text = " ".join(words)
        said = _SPEAKER.match(text)
        speaker = cue.speaker or (said[1] if said else speaker)
        if text := text[said.end() :] if said else text.removeprefix(">>").strip():
            yield cue._replace(speaker=speaker, text=text)


def _told_language(lines: Sequence[str]) -> str:
    """The language that the head of a WebVTT file names."""
    for line in lines[1:6]:
        if line.lower().startswith("language:"):
            return line.partition(":")[2].strip()[:2].lower()
    return ""


WEBVTT = Kind("WebVTT", "text/vtt", is_webvtt, lambda file: read_captions(file.text))
SUBRIP = Kind("SRT", "application/x-subrip", is_subrip, lambda file: read_captions(file.text))
TRANSCRIPT = Kind("transcripts", "text/plain", is_transcript, lambda file: read_transcript(file.text))
