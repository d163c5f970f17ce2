"""What the worker serves: which workflows and activities each task queue has, and what runs by the clock."""
