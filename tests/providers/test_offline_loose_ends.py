"""Text that needs what is not there is left out of a section."""

from __future__ import annotations

import pytest

from tests.providers.test_offline_questions import PLAIN, section_of

REST = PLAIN.rpartition("## By the River")[2]
REACHED = "The willow line marks the edge of the meadow."


@pytest.mark.parametrize(
    "lost",
    [
        "When the water changes, the path must therefore change as well.",
        "We do that with a long rope and a lamp.",
        "A boat needs a second anchor, however, on stormy nights.",
        "In Figure @ref(fig:river) the mill stands on the left.",
        "The mill stands on the left (Fig. \\ref{fig:river}).",
    ],
)
async def test_a_text_does_not_begin_with_a_conclusion_nor_point_to_what_has_no_place(lost: str) -> None:
    content, severe = await section_of(f"# Walks\n\n## By the Mill\n\n{lost}\n\n{REACHED}\n\n## By the River\n{REST}")
    assert severe == []
    assert lost.split(" ", 3)[-1][:20] not in content.explanation
    assert REACHED in content.explanation


async def test_a_conclusion_stays_behind_what_it_is_drawn_from() -> None:
    told = "The water rises in spring. The path must therefore move up the hill."
    content, _ = await section_of(f"# Walks\n\n## By the Mill\n\n{told}\n\n## By the River\n{REST}")
    assert told in content.explanation
