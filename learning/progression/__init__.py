"""A learner's way through a course, as pure functions of a release, a policy and the recorded events.

Events are taken in the order of (occurred_at, event_id), each id once, so that any order of arrival, any repeat and
any number of devices end in the same state.

- `release`: what publishing freezes, with the plan that is made of it; `publishing`: what must not be published, and
  since when a retake is asked for; `reachability`: what nobody could reach.
- `events`: what a learner sends, and what is recorded of it.
- `progress`: the derived state; `derivation`: how it is derived, at once or event by event; `gate` and `completion`:
  its rules; `required_actions`: what is said where a gate refuses.
- `next_step`, `achievements`, `effects`: what follows from the state; `answering`: what the learner is told.
"""
