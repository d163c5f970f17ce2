"""SCORM 1.2 and 2004: one SCO, a player that needs no server, and the rules of progress in JavaScript."""
