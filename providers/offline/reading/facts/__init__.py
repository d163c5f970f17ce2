"""What a text states in a form that can be asked about: definitions, lists, steps, tables, measures."""
