"""Words and sentences: what a text says by itself, in the languages that are known here."""
