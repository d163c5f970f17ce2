"""Learning events as statements of xAPI 1.0.3: what is said of a learner's record, and what was said wrongly before."""
