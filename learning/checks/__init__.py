"""Knowledge checks: a file a kind, the registry of kinds, and the review that reads every check alike."""

from learning.checks.check import Check as Check
from learning.checks.check import CheckKind as CheckKind
from learning.checks.check import Option as Option
from learning.checks.registry import KINDS as KINDS
from learning.checks.review import FLAWS as FLAWS
from learning.checks.review import review_check as review_check
