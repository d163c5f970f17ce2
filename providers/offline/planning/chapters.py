"""The tree of headings over the units, and the chapters in it: the parts from which whole lessons are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from providers.offline.planning.units import Path, Unit

UNEVEN = 1.6


class Tree:
    """Nodes are paths of headings; every unit counts for all nodes above it."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.words: defaultdict[Path, int] = defaultdict(int)
        self.members: defaultdict[Path, set[int]] = defaultdict(set)
        self._first: dict[Path, int] = {}
        self._children: defaultdict[Path, dict[Path, None]] = defaultdict(dict)
        for unit in units:
            for depth in range(len(unit.path) + 1):
                node = unit.path[:depth]
                self.words[node] += unit.words
                self.members[node].add(unit.order)
                self._first.setdefault(node, unit.order)
                if depth:
                    self._children[node[:-1]][node] = None

    def children(self, node: Path) -> list[Path]:
        """The nodes one heading below, in the order of their first units; none for a heading without any."""
        return list(self._children.get(node, ()))

    def begins(self, node: Path, unit: Unit) -> bool:
        """Whether this is the first unit under a heading."""
        return self._first[node] == unit.order

    def chapters(self, lessons: int) -> set[Path]:
        """The nodes that are about a lesson's share of all words, or less."""
        share = self.words[()] / max(1, lessons)
        found: set[Path] = set()
        open_nodes: list[Path] = [()]
        while open_nodes:
            node = open_nodes.pop()
            below = self.children(node)
            if below and (len(below) == 1 or not node or self.words[node] > UNEVEN * share):
                open_nodes += below
            else:
                found.add(node)
        return found


def chapter_of(path: Path, chapters: set[Path]) -> Path:
    """The chapter that a path lies in; text above all chapters of its part counts as one of its own."""
    return next((path[:depth] for depth in range(len(path), 0, -1) if path[:depth] in chapters), path)


def common_path(paths: Sequence[Path]) -> Path:
    """The headings that all paths begin with, () if they differ from the first. Raises ValueError without a path."""
    shortest = min(paths, key=len)
    depth = 0
    while depth < len(shortest) and all(path[depth] == shortest[depth] for path in paths):
        depth += 1
    return shortest[:depth]
