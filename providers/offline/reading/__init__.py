"""The sources as the writer sees them: passages under headings, exercises, objectives, how rare a word is."""
