from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.prerequisites import find_cycle, name_cycle

NODES = "abcde"
graphs = st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=4), max_size=5)


def has_cycle(edges: dict[str, list[str]]) -> bool:
    rings = (ring for size in range(1, len(NODES) + 1) for ring in permutations(NODES, size))
    return any(leads_round(list(ring), edges) for ring in rings)


def leads_round(ring: list[str], edges: dict[str, list[str]]) -> bool:
    return all(after in edges.get(node, []) for node, after in zip(ring, ring[1:] + ring[:1], strict=True))


@given(graphs)
def test_finds_a_cycle_exactly_when_there_is_one(edges: dict[str, list[str]]) -> None:
    cycle = find_cycle(edges)
    assert (cycle is not None) == has_cycle(edges)


@given(graphs)
def test_what_it_finds_is_a_cycle_without_a_node_twice(edges: dict[str, list[str]]) -> None:
    if cycle := find_cycle(edges):
        assert leads_round(cycle, edges)
        assert len(set(cycle)) == len(cycle)
        assert find_cycle(dict(edges)) == cycle


@pytest.mark.parametrize(
    ("edges", "cycle"),
    [
        ({}, None),
        ({"1.1": ["9.9"]}, None),
        ({"1.1": ["1.1"]}, ["1.1"]),
        ({"1.1": [], "1.2": ["1.1"], "2.1": ["1.1", "1.2"]}, None),
        ({"0.1": ["1.1"], "1.1": ["1.2"], "1.2": ["2.1"], "2.1": ["1.1"]}, ["1.1", "1.2", "2.1"]),
    ],
)
def test_known_graphs(edges: dict[str, list[str]], cycle: list[str] | None) -> None:
    assert find_cycle(edges) == cycle


def test_a_long_chain_needs_no_deep_stack() -> None:
    chain = {str(node): [str(node + 1)] for node in range(50_000)}
    assert find_cycle(chain) is None
    assert len(find_cycle(chain | {"50000": ["0"]}) or []) == 50_001


def test_a_cycle_is_named_back_to_its_beginning() -> None:
    assert name_cycle(["1.1", "2"], {"1.1": "Flour"}) == "1.1 “Flour” → 2 → 1.1 “Flour”"
