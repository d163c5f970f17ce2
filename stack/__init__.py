"""The local stack: PostgreSQL, Temporal, worker and API on one machine, for development, demos and tests."""
