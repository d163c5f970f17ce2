"""From an outline's section to what a learner reads and does: all of it from the passages that it was allotted."""
