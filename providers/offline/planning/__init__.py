"""From sources and brief to an outline: which text each section is made of, in which order, under which title."""
