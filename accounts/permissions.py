"""Who may do what: one table of actions by roles, for each way that a person may be related to the object.

Everybody has an account, anybody need not. "Own" is what one made oneself; "enrolled" the course that one learns;
"published" what anybody may know of; "other" everything else. A role that is named for "other" may do it with any
object. Whoever may not even read an object is told that there is none.
"""

from enum import StrEnum
from typing import NamedTuple

Roles = frozenset[str]

NOBODY: Roles = frozenset()
ADMINS: Roles = frozenset({"admin"})
AUTHORS: Roles = frozenset({"instructor", "admin"})
OVERSEERS: Roles = frozenset({"operator", "admin"})
EVERYBODY: Roles = frozenset({"student", "instructor", "admin", "operator"})
STRANGER = "stranger"
"""Who has no account, or shows none."""
ANYBODY: Roles = EVERYBODY | {STRANGER}

SCOPES = ("read", "learn", "author", "operate")
"""What a service key may be limited to. Actions without a scope are for people alone."""
PERSONAL = ""


class Relation(StrEnum):
    """What an object is to the caller: their own, one that they are enrolled in, a published one, or any other."""

    OWN = "own"
    ENROLLED = "enrolled"
    PUBLISHED = "published"
    OTHER = "other"


class Rule(NamedTuple):
    """The scope that a service key needs ("" for people alone), and for each relation the roles that may do it."""

    scope: str
    own: Roles = NOBODY
    enrolled: Roles = NOBODY
    published: Roles = NOBODY
    other: Roles = NOBODY

    def allows(self, role: str, relation: Relation) -> bool:
        """Whether the role is named for this relation, or for any object (`other`). Looks at no scope."""
        return role in self.other or role in getattr(self, relation.value)

    @property
    def somehow(self) -> Roles:
        """The roles that may do it with some object at least."""
        return self.own | self.enrolled | self.published | self.other


class Action(StrEnum):
    """What can be done by a call; `RULES` has a row for each."""

    READ_SELF = "read self"
    CHANGE_SELF = "change self"
    EXPORT_SELF = "export self"
    DELETE_SELF = "delete self"
    CHANGE_PASSWORD = "change password"
    CONFIRM_ADDRESS = "confirm address"
    END_SIGN_INS = "end sign-ins"
    LIST_USERS = "list users"
    READ_AUDIT = "read audit"
    LIST_AUDIT = "list audit"
    CHANGE_USER = "change user"
    BRING_SOURCE = "bring source"
    READ_SOURCE = "read source"
    DELETE_SOURCE = "delete source"
    ESTIMATE = "estimate"
    GENERATE = "generate"
    LIST_GENERATIONS = "list generations"
    READ_GENERATION = "read generation"
    REVIEW_OUTLINE = "review outline"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY_SECTION = "retry section"
    REVIEW_DRAFT = "review draft"
    RAISE_BUDGET = "raise budget"
    REVIEW_CONTENT = "review content"
    LIST_COURSES = "list courses"
    SEARCH = "search"
    READ_COURSE = "read course"
    BRING_COURSE = "bring course"
    EXPORT_COURSE = "export course"
    READ_CHANGES = "read changes"
    EDIT_COURSE = "edit course"
    DELETE_COURSE = "delete course"
    EDIT_MEDIA = "edit media"
    PUBLISH = "publish"
    REGENERATE = "regenerate"
    RENDER = "render"
    READ_LINEAGE = "read lineage"
    READ_FINDINGS = "read findings"
    READ_VERSIONS = "read versions"
    READ_ANALYTICS = "read analytics"
    READ_SECTION = "read section"
    READ_MEDIA = "read media"
    READ_LEARNERS = "read learners"
    REMOVE_LEARNER = "remove learner"
    INVITE = "invite"
    SHARE_COURSE = "share course"
    READ_SHARED = "read shared"
    ENROLL = "enroll"
    INTERACT = "interact"
    READ_PROGRESS = "read progress"
    ANSWER_REVIEW = "answer review"
    READ_SPEND = "read spend"
    REGISTER_WEBHOOK = "register webhook"
    READ_WEBHOOK = "read webhook"
    REMOVE_WEBHOOK = "remove webhook"
    READ_RECORD_STORE = "read record store"
    RETRY_STATEMENTS = "retry statements"
    CODE_PAYLOADS = "code payloads"


RULES: dict[Action, Rule] = {
    #                               scope      own        enrolled   published  other
    Action.READ_SELF:        Rule("read",    EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.CHANGE_SELF:      Rule(PERSONAL,  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.EXPORT_SELF:      Rule(PERSONAL,  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.DELETE_SELF:      Rule(PERSONAL,  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.CHANGE_PASSWORD:  Rule(PERSONAL,  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.CONFIRM_ADDRESS:  Rule(PERSONAL,  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.END_SIGN_INS:     Rule(PERSONAL,  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.LIST_USERS:       Rule(PERSONAL,  NOBODY,    NOBODY,    NOBODY,    ADMINS),
    Action.CHANGE_USER:      Rule(PERSONAL,  NOBODY,    NOBODY,    NOBODY,    ADMINS),
    Action.READ_AUDIT:       Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.LIST_AUDIT:       Rule(PERSONAL,  NOBODY,    NOBODY,    NOBODY,    ADMINS),
    Action.BRING_SOURCE:     Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.READ_SOURCE:      Rule("read",    EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.DELETE_SOURCE:    Rule("author",  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.ESTIMATE:         Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.GENERATE:         Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.LIST_GENERATIONS: Rule("read",    EVERYBODY, NOBODY,    NOBODY,    OVERSEERS),
    Action.READ_GENERATION:  Rule("read",    EVERYBODY, NOBODY,    NOBODY,    OVERSEERS),
    Action.REVIEW_OUTLINE:   Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.PAUSE:            Rule("operate", EVERYBODY, NOBODY,    NOBODY,    OVERSEERS),
    Action.RESUME:           Rule("operate", AUTHORS,   NOBODY,    NOBODY,    OVERSEERS),
    Action.CANCEL:           Rule("operate", EVERYBODY, NOBODY,    NOBODY,    OVERSEERS),
    Action.RETRY_SECTION:    Rule("operate", AUTHORS,   NOBODY,    NOBODY,    OVERSEERS),
    Action.REVIEW_DRAFT:     Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.RAISE_BUDGET:     Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.REVIEW_CONTENT:   Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.LIST_COURSES:     Rule("read",    EVERYBODY, NOBODY,    ANYBODY,   NOBODY),
    Action.SEARCH:           Rule("read",    NOBODY,    NOBODY,    ANYBODY,   NOBODY),
    Action.READ_COURSE:      Rule("read",    EVERYBODY, NOBODY,    ANYBODY,   ADMINS),
    Action.BRING_COURSE:     Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.EXPORT_COURSE:    Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.READ_CHANGES:     Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.EDIT_COURSE:      Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.DELETE_COURSE:    Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.EDIT_MEDIA:       Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.PUBLISH:          Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.REGENERATE:       Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.RENDER:           Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.READ_LINEAGE:     Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.READ_FINDINGS:    Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.READ_VERSIONS:    Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.READ_ANALYTICS:   Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.READ_LEARNERS:    Rule("read",    EVERYBODY, NOBODY,    NOBODY,    ADMINS),
    Action.REMOVE_LEARNER:   Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.INVITE:           Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.SHARE_COURSE:     Rule("author",  AUTHORS,   NOBODY,    NOBODY,    ADMINS),
    Action.READ_SHARED:      Rule("read",    NOBODY,    NOBODY,    ANYBODY,   NOBODY),
    Action.READ_SECTION:     Rule("read",    EVERYBODY, EVERYBODY, NOBODY,    ADMINS),
    Action.READ_MEDIA:       Rule("read",    EVERYBODY, NOBODY,    ANYBODY,   ADMINS),
    Action.ENROLL:           Rule("learn",   EVERYBODY, EVERYBODY, EVERYBODY, NOBODY),
    Action.INTERACT:         Rule("learn",   NOBODY,    EVERYBODY, NOBODY,    NOBODY),
    Action.READ_PROGRESS:    Rule("read",    EVERYBODY, EVERYBODY, NOBODY,    NOBODY),
    Action.ANSWER_REVIEW:    Rule("learn",   EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.READ_SPEND:       Rule("operate", NOBODY,    NOBODY,    NOBODY,    OVERSEERS),
    Action.REGISTER_WEBHOOK: Rule("author",  AUTHORS,   NOBODY,    NOBODY,    NOBODY),
    Action.READ_WEBHOOK:     Rule("read",    EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.REMOVE_WEBHOOK:   Rule("author",  EVERYBODY, NOBODY,    NOBODY,    NOBODY),
    Action.READ_RECORD_STORE: Rule("operate", NOBODY,   NOBODY,    NOBODY,    OVERSEERS),
    Action.RETRY_STATEMENTS: Rule("operate", NOBODY,    NOBODY,    NOBODY,    OVERSEERS),
    Action.CODE_PAYLOADS:    Rule("operate", NOBODY,    NOBODY,    NOBODY,    OVERSEERS),
}  # fmt: skip


def may(role: str, action: Action, relation: Relation) -> bool:
    """Whether the table lets the role do this to an object of this relation. A key's scope is checked elsewhere."""
    return RULES[action].allows(role, relation)
