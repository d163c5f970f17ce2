"""Courses as packages for other systems: a course and its media in, the bytes of a file out. No I/O."""
