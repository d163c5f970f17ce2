"""Courses taken along: which formats there are, and the package of a course in one of them."""
