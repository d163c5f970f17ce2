"""The courses that every checker of another project sees."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from exports.course import ExportedCourse
from tests.exports import built_in
from tests.exports.courses import COURSES, arabic, every_feature, large

FIVE: dict[str, Callable[[], ExportedCourse]] = {
    "every feature": every_feature,
    "built-in, of the sample": built_in.of_the_sample,
    "built-in, of a manual": built_in.of_a_manual,
    "right to left": arabic,
    "20 × 8": cache(large),
}
ALL = COURSES | FIVE
