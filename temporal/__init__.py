"""How the project reaches Temporal: connection, search attributes, task queues, local servers."""
