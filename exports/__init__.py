"""Courses as packages for other systems: a course and its media in, bytes out. No I/O, but pandoc as a process."""
