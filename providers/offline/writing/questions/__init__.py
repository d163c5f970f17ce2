"""Questions that are right by construction: what a structure of the source states, and its own kin as wrong options."""
