"""A deck for Anki (.apkg): a collection of its schema 11 in SQLite, a card a check."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from html import unescape
from typing import Any, BinaryIO
from uuid import uuid5

from exports import losses, mathematics
from exports.course import ExportedCourse, PlacedSection, working_checks
from exports.format import Format
from exports.packages import moment_of, slug, zipped
from exports.pages import direction, text
from exports.provenance import sentences
from exports.xml import clean
from learning.checks import KINDS, Check

SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null,
  odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
MODEL = 1_700_000_000_417
"""The id of our kind of note, the same in all decks, so that Anki knows it again."""
FIELDS = ("Question", "Answer", "Place", "Made by")
_CSS = ".card { font: 1.25rem/1.5 system-ui, sans-serif; text-align: start; } .made { font-size: 0.75rem; }"
_FRONT = "{{Question}}"
_BACK = '{{FrontSide}}<hr id="answer">{{Answer}}<p class="made">{{Place}}<br>{{Made by}}</p>'
_LATEX = ("\\documentclass[12pt]{article}\n\\begin{document}\n", "\\end{document}")


def write(course: ExportedCourse, to: BinaryIO) -> None:
    """Write a package that Anki imports: a database of notes, a card a check."""
    zipped({"collection.anki2": _collection(course), "media": b"{}"}, to)


def _collection(course: ExportedCourse) -> bytes:
    seconds = int(moment_of(course).timestamp())
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        deck = _number(course, "deck")
        database.execute("INSERT INTO col VALUES (1,?,?,?,11,0,0,0,?,?,?,?,'{}')", _facts(course, deck, seconds))
        place = 0
        made = " ".join(sentences(course.provenance))
        for placed in course.sections():
            for number, check in enumerate(working_checks(placed.section), 1):
                place += 1
                name = f"{placed.key}/{number}/{check.id}"
                note, card = _number(course, f"note {name}"), _number(course, f"card {name}")
                fields = [_front(course, check), _back(check), _where(placed), text(made)]
                first = _plain(fields[0])
                database.execute(
                    "INSERT INTO notes VALUES (?,?,?,?,-1,?,?,?,?,0,'')",
                    (
                        *(note, uuid5(course.id, f"{placed.section.title} {check.id} {check.stem}").hex[:16]),
                        *(MODEL, seconds, _tags(course), "\x1f".join(fields), first),
                        int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16),
                    ),
                )
                database.execute(
                    "INSERT INTO cards VALUES (?,?,?,0,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')",
                    (card, note, deck, seconds, place),
                )
        database.commit()
        return database.serialize()


def _number(course: ExportedCourse, name: str) -> int:
    """An id that is the same each time, of as many digits as the milliseconds by which Anki numbers things."""
    return 1_000_000_000_000 + uuid5(course.id, name).int % 600_000_000_000


def _front(course: ExportedCourse, check: Check) -> str:
    asked = KINDS[check.kind].exported(check)
    options = "".join(f"<li>{mathematics.line(option)}</li>" for _, option in asked.options)
    listed = f'<ol type="A">{options}</ol>' if options else ""
    truth = "<p>True or false?</p>" if asked.interaction == "true-false" else ""
    return f'<div dir="{direction(course.draft.language)}">{mathematics.asked(check.stem)}{listed}{truth}</div>'


def _back(check: Check) -> str:
    accepted = [each for each in check.accepted if each.strip()]
    also = mathematics.asked("Also: " + "; ".join(accepted)) if accepted else ""
    return f"{mathematics.asked(KINDS[check.kind].key(check))}{also}{mathematics.asked(check.feedback)}"


def _where(placed: PlacedSection) -> str:
    return text(f"{placed.key} {placed.section.title}")


def _plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup)).strip()


def _tags(course: ExportedCourse) -> str:
    tags = [slug(tag) for tag in course.draft.tags]
    return f" {' '.join(dict.fromkeys(filter(None, tags)))} "


def _facts(course: ExportedCourse, deck: int, seconds: int) -> tuple[Any, ...]:
    conf = {
        **{"nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld", "timeLim": 0, "addToCur": True},
        **{
            "sortBackwards": False,
            "curDeck": 1,
            "newBury": True,
            "newSpread": 0,
            "dueCounts": True,
            "collapseTime": 1200,
        },
    }
    models, decks = (
        {str(MODEL): _model(deck, seconds)},
        {"1": _deck(1, "Default", 0), str(deck): _deck_of(course, deck)},
    )
    packed = (json.dumps(each, ensure_ascii=False) for each in (conf, models, decks, {"1": _options()}))
    return (seconds, seconds * 1000, seconds * 1000, *packed)


def _model(deck: int, seconds: int) -> dict[str, Any]:
    fields = [
        {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for place, name in enumerate(FIELDS)
    ]
    template = {"name": "Card 1", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "bqfmt": "", "bafmt": "", "did": None}
    return {
        **{"id": MODEL, "name": "Coursewright check", "type": 0, "mod": seconds, "usn": -1, "sortf": 0, "did": deck},
        **{"tmpls": [template], "flds": fields, "css": _CSS, "latexPre": _LATEX[0], "latexPost": _LATEX[1]},
        **{"req": [[0, "any", [0]]], "tags": [], "vers": []},
    }


def _deck_of(course: ExportedCourse, deck: int) -> dict[str, Any]:
    title = " ".join(clean(course.draft.title).replace("::", ": ").split())
    return _deck(deck, title, int(moment_of(course).timestamp()), " ".join(sentences(course.provenance)))


def _deck(id_: int, name: str, seconds: int, description: str = "") -> dict[str, Any]:
    today = {f"{what}Today": [0, 0] for what in ("new", "rev", "lrn", "time")}
    return today | {
        **{"id": id_, "name": name, "mod": seconds, "usn": -1, "conf": 1, "dyn": 0, "desc": text(description)},
        **{"collapsed": False, "browserCollapsed": False, "extendNew": 10, "extendRev": 50},
    }


def _options() -> dict[str, Any]:
    new = {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20}
    lapse = {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0}
    review = {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 100}
    return {
        **{
            "id": 1,
            "name": "Default",
            "mod": 0,
            "usn": 0,
            "maxTaken": 60,
            "autoplay": True,
            "timer": 0,
            "replayq": True,
        },
        **{"new": new | {"separate": True}, "lapse": lapse, "rev": review, "dyn": False},
    }


def _losses(course: ExportedCourse) -> list[str]:
    return [
        "Only the checks are in the deck: texts, pictures, examples, exercises and rules of progress stay behind.",
        "Anki judges no answer: learners say themselves whether they knew it, and it has its own dates for reviews.",
        *losses.broken_checks(course),
    ]


FORMAT = Format(
    name="anki",
    title="Anki deck",
    extension=".apkg",
    media_type="application/zip",
    carries="Every check as a card with its options, answer and feedback; a newer deck brings known cards up to date.",
    losses=_losses,
    write=write,
)
