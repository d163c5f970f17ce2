"""A learner's way through a course, as pure functions of a release, a policy and the recorded events.

Events are taken in the order of (occurred_at, event_id), each id once, so that any order of arrival, any repeat and
any number of devices end in the same state.

- `release`: what publishing freezes; `publishing`: what must not be published, and since when a retake is asked for.
- `events`: what a learner sends and what is recorded of it; `scoring` turns the one into the other.
- `progress`: the derived state; `derivation`: how it is derived, at once or event by event; `gate` and `roll_up`: its
  rules; `plan`: a release and a policy made ready for them.
- `next_step`, `achievements`, `accomplishments`, `milestones`: what follows from the state.
"""
