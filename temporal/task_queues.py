"""The task queues, one for each kind of limit."""

COURSE_CREATION = "course-creation"
"""Workflows, and the activities that touch nothing but our own database and files."""

TEXT = "text-calls"
"""Calls of the text provider, bounded by its rate limit."""

IMAGE = "picture-calls"
"""Calls of the image provider, bounded by its rate limit and by the memory that drawing takes."""

PROGRESSION = "learner-progression"
"""The workflows of learners, with the local activities that record what they do."""

ALL = (COURSE_CREATION, TEXT, IMAGE, PROGRESSION)
