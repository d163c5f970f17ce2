"""What a package shows a course with: the very modules of the reader (`web/`), and those of SCORM (`player/`).

Modules of the player take the place of those of the reader that ask the server. `tests/exports/test_scorm_files.py`
follows all imports: what is named here is what the player needs, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

WEB = Path(__file__).parents[2] / "web"
PLAYER = (
    *("addresses.js", "answers.js", "keeping.js", "lms.js", "outcome.js", "player.css", "player.js", "progress.js"),
    *("sitting.js", "study.js", "suspended.js"),
)
SHARED = (
    *("app/learner/attention.js", "app/learner/checks.js", "app/learner/contents.js", "app/learner/course_parts.js"),
    *("app/learner/exercises.js", "app/learner/figure.js", "app/learner/outcome.js", "app/learner/section.js"),
    *("app/learner/texts.js", "app/learner/turn.js"),
    *("app/lib/away.js", "app/lib/drafts.js", "app/lib/focus.js", "app/lib/html.js", "app/lib/messages.js"),
    *("app/lib/storage.js", "app/lib/telling.js", "app/parts/bar.js", "app/parts/dialog.js", "app/parts/notes.js"),
    *("styles/base.css", "styles/learner.css", "styles/parts.css", "styles/print.css", "styles/tokens.css"),
    *("vendor/htm/htm.mjs", "vendor/htm/LICENSE", "vendor/preact/hooks.mjs", "vendor/preact/preact.mjs"),
    *("vendor/preact/LICENSE", "vendor/signals-core/signals-core.mjs", "vendor/signals-core/LICENSE"),
    *("vendor/signals/signals.mjs", "vendor/signals/LICENSE"),
)
REPLACED = {f"./web/app/learner/{name}": f"./player/{name}" for name in ("addresses.js", "keeping.js", "sitting.js")}
"""What of the reader another module stands for, by addresses in the package."""
IMPORTS = REPLACED | {
    "course": "./course.js",
    "web/": "./web/",
    "preact": "./web/vendor/preact/preact.mjs",
    "preact/hooks": "./web/vendor/preact/hooks.mjs",
    "@preact/signals-core": "./web/vendor/signals-core/signals-core.mjs",
    "@preact/signals": "./web/vendor/signals/signals.mjs",
    "htm": "./web/vendor/htm/htm.mjs",
}
STYLES = (
    *("web/styles/tokens.css", "web/styles/base.css", "web/styles/parts.css", "web/styles/learner.css"),
    "player/player.css",
)
_SAID = ("do.", "learner", "nav.skip", "page.loading", "player.", "problem.")
"""How the keys of messages begin that these modules say."""


def spoken(language: str) -> str:
    """The language of the player's words for a course: its own where there are messages in it, else English."""
    primary = language.partition("-")[0].lower()
    return primary if (WEB / "messages" / f"{primary}.json").is_file() and primary.isalpha() else "en"


def player_files(language: str) -> Mapping[str, bytes]:
    """All of them but the worker by their names in a package, with the messages of `spoken(language)`."""
    words = spoken(language)
    return _modules() | {f"web/messages/{words}.json": _messages(words)}


@cache
def worker() -> str:
    """The service worker, with `%version%` and `%files%` to be filled in."""
    return (resources("exports.scorm") / "player" / "worker.js").read_text()


@cache
def _modules() -> dict[str, bytes]:
    own = {f"player/{name}": (resources("exports.scorm") / "player" / name).read_bytes() for name in PLAYER}
    return own | {f"web/{name}": (WEB / name).read_bytes() for name in SHARED}


@cache
def _messages(language: str) -> bytes:
    told = json.loads((WEB / "messages" / f"{language}.json").read_text())
    kept = {key: message for key, message in told.items() if key.startswith(_SAID)}
    return json.dumps(kept, ensure_ascii=False).encode()
