"""Subtitles and transcripts: their words, in sentences, without times."""

from __future__ import annotations

import pytest

from sources.captions import SUBRIP, TRANSCRIPT, WEBVTT
from tests.sources.blocks import read_text, texts

_VTT = """WEBVTT - Tides
Language: en

NOTE checked by hand

STYLE
::cue { color: red }

intro
00:00.000 --> 00:02.000 align:start
<v Anna>The sea <i>rises</i> &amp; falls.

00:02.000 --> 00:04.000
<v Anna>It does so twice a day.

00:04.000 --> 00:05.000
[Music]

00:10.000 --> 00:12.000
<v Ben>Why is that?
"""

_SRT = """1
00:00:00,000 --> 00:00:02,000
the sea rises and falls

2
00:00:02,100 --> 00:00:04,000
twice a day

3
00:00:05,500 --> 00:00:07,000
the moon pulls the water
"""


def test_webvtt() -> None:
    document = read_text(_VTT, "a.vtt")
    assert (document.media_type, document.language) == (WEBVTT.media_type, "en")
    assert texts(document, "paragraph") == [
        "Anna: The sea rises & falls. It does so twice a day.",
        "Ben: Why is that?",
    ]
    assert [(one.what, one.detail) for one in document.not_carried] == [
        ("comment", "checked by hand"),
        ("sound", "[Music]"),
    ]


@pytest.mark.parametrize("name", ["a.srt", "a.txt", "a"])
def test_subrip_without_punctuation_gets_sentences_at_pauses(name: str) -> None:
    document = read_text(_SRT, name)
    assert document.media_type == SUBRIP.media_type
    assert texts(document, "paragraph") == ["The sea rises and falls twice a day. The moon pulls the water."]


def test_captions_that_roll_say_each_line_once() -> None:
    lines = ["the sea rises and", "falls twice a day", "because of the moon"]
    cues = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{lines[n - 1]}\n{lines[n]}\n" for n in (1, 2)]
    document = read_text("WEBVTT\n\n" + "\n".join(cues), "a.vtt")
    assert texts(document, "paragraph") == ["The sea rises and falls twice a day because of the moon."]


def test_a_transcript_with_times() -> None:
    text = "[00:00] Anna: The sea rises.\n[00:03] It falls, too.\n[00:09] Ben: Why?\n[00:11] Anna: The moon.\n"
    document = read_text(text, "talk.txt")
    assert document.media_type == TRANSCRIPT.media_type
    assert texts(document, "paragraph") == [
        "Anna: The sea rises. It falls, too.",
        "Ben: Why?",
        "Anna: The moon.",
    ]


def test_bare_speech_gets_sentences() -> None:
    text = "\n".join(
        [
            "hello everyone and welcome back to the course on the sea",
            "so the tide is the slow rise and fall of the sea along the coast",
            "and it is caused by the moon which pulls the water on the near side",
            "now a spring tide is a tide with a large range after new moon",
        ]
        * 3
    )
    paragraphs = texts(read_text(text, "talk.txt"), "paragraph")
    assert "So the tide is the slow rise and fall of the sea along the coast. And it is caused" in " ".join(paragraphs)
    assert all(paragraph[0].isupper() and paragraph.endswith(".") for paragraph in paragraphs)


def test_a_text_that_mentions_times_is_no_transcript() -> None:
    text = (
        "High water is at 10:15.\n\nLow water is at 16:30 on most days of the week.\n\nThe harbour closes at 18:00.\n"
    )
    assert texts(read_text(text, "a.txt"), "paragraph")[0] == "High water is at 10:15."


def test_a_transcript_of_sounds_alone_is_empty() -> None:
    with pytest.raises(Exception, match="no content"):
        read_text("WEBVTT\n\n00:00.000 --> 00:02.000\n[Music]\n", "a.vtt")
