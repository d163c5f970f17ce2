"""The worker: providers, activities and workflows wired together, serving the task queues until told to stop."""
