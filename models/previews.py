"""Previews of text that is being written: notifications of PostgreSQL, which it keeps for nobody."""

CHANNEL = "generation_previews"
LONGEST_BYTES = 7_500
"""Of a notification's payload; PostgreSQL takes less than 8,000."""
