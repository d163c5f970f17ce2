"""Raised and lowered characters: 10⁶, CO₂, x^(a/b). Glued on they would say something else."""

from __future__ import annotations

_RAISED = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
) | {"−": "⁻", "–": "⁻"}
_LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)) | {
    "−": "₋",
    "–": "₋",
}
_AS_THEY_ARE = frozenset({"st", "nd", "rd", "th", "TM", "SM"})
"""Endings of English ordinals, and trade marks: raised for looks only."""


def raised(text: str) -> str:
    """Superscript as characters: Unicode's where all of them exist, else `^(…)`; marks such as `*` stay as they are."""
    return _scripted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """Subscript as characters: Unicode's where all of them exist, else `_(…)`."""
    return _scripted(text, _LOWERED, "_")


def _scripted(text: str, characters: dict[str, str], sign: str) -> str:
    says = text.strip()
    if says in _AS_THEY_ARE or not any(map(str.isalnum, says)) or _is_mark(says):
        return says
    if all(character in characters for character in says):
        return "".join(characters[character] for character in says)
    return f"{sign}({says})"


def _is_mark(text: str) -> bool:
    """`[1]`, the mark of a note, is no exponent."""
    return text.startswith("[") and text.endswith("]")
