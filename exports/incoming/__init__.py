"""Courses out of packages that other systems have written, and out of our own."""
