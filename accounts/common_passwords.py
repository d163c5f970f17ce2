"""Passwords that everybody tries first: those of eight characters and more among the lists of leaked ones.

The file joins what Django refuses (20,000 passwords) with the first 10,000 that zxcvbn ranks by how often they leaked.
"""

from pathlib import Path

COMMON = frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="ascii").split())
