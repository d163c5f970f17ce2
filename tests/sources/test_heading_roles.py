"""Headings that say what stands under them, in formats that have no boxes."""

from __future__ import annotations

import pytest

from learning.source import BlockRole
from sources.roles import role_of_heading
from tests.sources.blocks import read_text


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Learning objectives", "objectives"),
        ("Objectives:", "objectives"),
        ("2.4 Exercises", "exercise"),
        ("Exercise 3: Merge two branches", "exercise"),
        ("Review Questions", "exercise"),
        ("Solution", "solution"),
        ("Answers to the exercises", "solution"),
        ("Key Points", "keypoints"),
        ("🧠 Ejercicios", "exercise"),
        ("3. Übungen", "exercise"),
        ("Corrigés 2", "solution"),
        ("Lernziele", "objectives"),
        ("Puntos clave", "keypoints"),
        ("Aufgaben des Vorstands", None),
        ("Exercise of rights", None),
        ("Solutions architecture", None),
        ("The objectives of Git", None),
        ("Summary", None),
    ],
)
def test_the_role_that_a_heading_names(heading: str, role: BlockRole | None) -> None:
    assert role_of_heading(heading) == role


def test_a_role_lasts_to_the_next_heading_of_its_rank() -> None:
    text = "# One\n\nA.\n\n## Exercises\n\nB.\n\n### First\n\nC.\n\n## Two\n\nD.\n\n::: callout\nE.\n:::\n"
    document = read_text(text, "a.md")
    roles = {block.text: block.role for block in document.blocks if block.kind == "paragraph"}
    assert roles == {"A.": "body", "B.": "exercise", "C.": "exercise", "D.": "body", "E.": "callout"}
