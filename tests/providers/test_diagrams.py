"""What becomes a diagram: an order in time, a comparison of things; and what is counted or set in columns otherwise."""

import pytest

from providers.diagrams import visual_of
from providers.diagrams.relations import short_label

STEPS = (
    "1. Kneel beside the boat and look for the plug.\n"
    "2. Place the bucket nearest to you at a right angle to the hull.\n"
    "3. Bring the rope across the bow.\n"
    "4. Pull the plug out.\n"
)
COMPARED = "| Rig | Sails | Masts |\n|---|---|---|\n| Sloop | two | one |\n| Ketch | three | two |\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"To empty the boat:\n\n{STEPS}", "sequence"),
        ("1. Kneel beside the boat.\n2. Pull the plug out.\n3. Wait until the water is gone.\n", "sequence"),
        ("1. Planken trocknen.\n2. Risse mit Werg füllen.\n3. Pech auftragen.\n", "sequence"),
        (COMPARED, "comparison"),
    ],
)
def test_what_stands_in_an_order_or_is_compared_is_drawn(text: str, kind: str) -> None:
    assert visual_of(text, "de" if "Planken" in text else "en") == kind


@pytest.mark.parametrize(
    "text",
    [
        "1. If the bell rings, the ship is near.\n2. The bell rings.\n3. Therefore, the ship is near.\n",
        "Groups of boats:\n\n1. Sloops\n2. Ketches\n3. Yawls\n",
        "Shock has these causes:\n\n1. Blood volume\n2. Vessel diameter\n3. Heart output\n",
        "1. Gather dry wood.\n2. To start a fire, strike a match and hold it under the thinnest stick.\n"
        "3. Blow gently.\n",
        "First, a statement is a sentence with truth value. Second, a negation is the denial of a statement. "
        "Third, a contradiction is a statement and its denial.",
        f"The query gives this.\n\n```sql\nSELECT * FROM rigs;\n```\n\n{COMPARED}",
        "| Boat | Length | Width |\n|---|---|---|\n| 619 | 12 | 4 |\n| 622 | 14 | 5 |\n",
        "| p | not p |\n|---|---|\n| True | False |\n| False | True |\n",
    ],
)
def test_what_is_numbered_or_tabulated_for_another_reason_is_not_drawn(text: str) -> None:
    assert visual_of(text, "en") is None


def test_a_step_is_cut_between_its_clauses_and_nowhere_else() -> None:
    long = "Place the bucket nearest to you at a right angle, and then fix its handle to the rail with a rope."
    assert short_label(long) == "Place the bucket nearest to you at a right angle"
