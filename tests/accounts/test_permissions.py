"""The table of who may do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.permissions import ANYBODY, EVERYBODY, PERSONAL, RULES, SCOPES, STRANGER, Action, Relation, may
from models.accounts import ROLES

STEERING = (Action.PAUSE, Action.RESUME, Action.CANCEL, Action.RETRY_SECTION)


def test_every_action_has_a_rule_for_somebody_and_a_scope_that_there_is() -> None:
    assert set(RULES) == set(Action)
    assert set(ROLES) == EVERYBODY
    for action, rule in RULES.items():
        assert rule.somehow, action
        assert rule.somehow <= ANYBODY
        assert rule.scope in (*SCOPES, PERSONAL)


@given(st.sampled_from(sorted(EVERYBODY)), st.sampled_from(Action), st.sampled_from(Relation))
def test_who_may_with_any_object_may_with_their_own(role: str, action: Action, relation: Relation) -> None:
    if may(role, action, Relation.OTHER):
        assert may(role, action, relation)


@pytest.mark.parametrize("action", STEERING)
def test_operators_and_admins_steer_every_generation_and_others_their_own(action: Action) -> None:
    assert {role for role in EVERYBODY if may(role, action, Relation.OTHER)} == {"operator", "admin"}
    assert may("instructor", action, Relation.OWN)


def test_operators_only_oversee() -> None:
    allowed = {action for action in Action if may("operator", action, Relation.OTHER)}
    reading = {Action.READ_GENERATION, Action.LIST_GENERATIONS, Action.READ_SPEND, Action.READ_RECORD_STORE}
    assert allowed == {*STEERING, *reading, Action.RETRY_STATEMENTS, Action.CODE_PAYLOADS}


def test_students_make_nothing_and_see_no_draft_of_others() -> None:
    for action in (Action.BRING_SOURCE, Action.GENERATE, Action.BRING_COURSE, Action.PUBLISH, Action.EDIT_COURSE):
        assert "student" not in RULES[action].somehow
    assert not may("student", Action.READ_COURSE, Relation.OTHER)
    assert may("student", Action.READ_COURSE, Relation.PUBLISHED)


def test_only_admins_see_and_change_accounts_and_no_key_does() -> None:
    for action in (Action.LIST_USERS, Action.CHANGE_USER):
        assert RULES[action].somehow == {"admin"}
        assert RULES[action].scope == PERSONAL


def test_strangers_see_what_is_published_and_nothing_else() -> None:
    allowed = {(action, tie) for action in Action for tie in Relation if may(STRANGER, action, tie)}
    seen = (Action.LIST_COURSES, Action.SEARCH, Action.READ_COURSE, Action.READ_SHARED, Action.READ_MEDIA)
    assert allowed == {(action, Relation.PUBLISHED) for action in seen}


@pytest.mark.parametrize("role", ["", "Admin", "root"])
def test_a_role_that_there_is_not_may_nothing(role: str) -> None:
    assert not any(may(role, action, relation) for action in Action for relation in Relation)
