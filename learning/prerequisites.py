"""Who has to come before whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def find_cycle(edges: Mapping[str, Sequence[str]]) -> list[str] | None:
    """One cycle of a directed graph as its nodes in order, each leading to the next and the last to the first.

    `edges` leads from a node to those that it needs; nodes named only as targets need nothing. The answer depends
    only on the order of `edges` and of its values. Depth-first search by colours (Cormen et al., Introduction to
    Algorithms, 22.3), without recursion.
    """
    done: set[str] = set()
    for start in edges:
        if start not in done and (cycle := _cycle_from(start, edges, done)):
            return cycle
    return None


def _cycle_from(start: str, edges: Mapping[str, Sequence[str]], done: set[str]) -> list[str] | None:
    path: list[str] = [start]
    to_visit: list[Iterator[str]] = [iter(edges.get(start, ()))]
    on_path = {start}
    while path:
        node = next(to_visit[-1], None)
        if node is None:
            done.add(path[-1])
            on_path.discard(path.pop())
            to_visit.pop()
        elif node in on_path:
            return path[path.index(node) :]
        elif node not in done:
            path.append(node)
            on_path.add(node)
            to_visit.append(iter(edges.get(node, ())))
    return None


def name_cycle(cycle: Sequence[str], titles: Mapping[str, str]) -> str:
    """The cycle in words, e.g. "1.1 “Flour” → 2.1 “Water” → 1.1 “Flour”"; a key without a title stands alone."""
    named = [f"{key} “{titles[key]}”" if key in titles else key for key in cycle]
    return " → ".join([*named, named[0]])
