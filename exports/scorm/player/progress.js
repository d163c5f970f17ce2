// How a learner comes along: the rules of learning/progression/ for one release, in JavaScript.
// tests/exports/test_scorm_rules.py compares them on random courses and events. Scores are in hundredths of a percent.

/** The record before the first event. */
export function begun(course) {
  const record = { begun: false, done: false, refused: false, seconds: 0, interactions: 0, best: null, recent: [] };
  return { sections: course.sections.map(() => ({ ...record, recent: [] })) };
}

/** Judges an event {section, seconds, score, items: [right], interactions}, and returns its outcome. Changes the state. */
export function take(course, state, event) {
  const section = course.sections[event.section];
  const record = state.sections[event.section];
  if (!record.done && !isOpen(course, state, event.section)) return "progression_blocked";
  const { policy } = course;
  const kept = policy.mastery?.type === "m_of_n" ? policy.mastery.n : 0;
  record.begun = true;
  record.seconds += Math.min(event.seconds, policy.idle_cap_seconds);
  record.interactions += event.interactions;
  if (event.score !== null) record.best = record.best === null ? event.score : Math.max(record.best, event.score);
  record.recent = kept ? [...record.recent, ...event.items].slice(-kept) : [];
  const outcome = judged(section, record, policy);
  record.done ||= outcome === "section_completed";
  record.refused = outcome === "mastery_not_achieved";
  return outcome;
}

function judged(section, record, policy) {
  if (record.done) return "section_completed";
  if (record.seconds < section.least_seconds || record.interactions < policy.min_interactions) {
    return "insufficient_engagement";
  }
  return isMastered(section, record, policy.mastery) ? "section_completed" : "mastery_not_achieved";
}

function isMastered(section, record, mastery) {
  if (!mastery || section.checks === 0) return true;
  if (mastery.type === "m_of_n") return record.recent.slice(-mastery.n).filter(Boolean).length >= mastery.m;
  return record.best !== null && record.best / 100 >= mastery.threshold;
}

/** Whether every prerequisite of the section is complete and its gate is met. */
export function isOpen(course, state, number) {
  const section = course.sections[number];
  return section.needs.every((part) => isComplete(course, state, part)) && isMet(course, state, section.gate);
}

function isComplete(course, state, [kind, number]) {
  if (kind === "section") return state.sections[number].done;
  return course.lessons[number].required.every((each) => state.sections[each].done);
}

function isMet(course, state, gate) {
  if (!gate) return true;
  return (
    atLeast(completion(course, state, gate.requires), gate.min_completion) &&
    atLeast(gateScore(course, state, gate.requires), gate.min_score)
  );
}

/** Of a section all or nothing, of a lesson its share, of one without required sections 100: as [top, bottom]. */
function completion(course, state, [kind, number]) {
  if (kind === "section") return [state.sections[number].done ? 100 : 0, 1];
  const { required } = course.lessons[number];
  return required.length ? [100 * countDone(state, required), required.length] : [100, 1];
}

function gateScore(course, state, [kind, number]) {
  if (kind === "section") return [state.sections[number].best ?? 0, 100];
  return meanBest(state, course.lessons[number].checked) ?? [0, 1];
}

/** The mean best score of sections, unscored ones counting 0; null of none. */
function meanBest(state, numbers) {
  if (numbers.length === 0) return null;
  return [numbers.reduce((sum, number) => sum + (state.sections[number].best ?? 0), 0), 100 * numbers.length];
}

function countDone(state, numbers) {
  return numbers.filter((number) => state.sections[number].done).length;
}

/** Whether top ÷ bottom is at least what is asked, which is [top, bottom] in decimal digits; null asks for nothing. */
function atLeast([top, bottom], asked) {
  return asked === null || BigInt(top) * BigInt(asked[1]) >= BigInt(asked[0]) * BigInt(bottom);
}

/**
 * What an LMS is told: completion, success, score and progress; the last two in hundredths of a percent, null of nothing.
 * Failed is who has come to the end of every required section and is refused by the mastery of one at least; passed,
 * where there is something to master, who has completed all of them.
 */
export function standing(course, state) {
  const counted = course.lessons.filter((lesson) => lesson.is_required && lesson.required.length > 0);
  const required = counted.flatMap((lesson) => lesson.required);
  const isComplete = required.length > 0 && countDone(state, required) === required.length;
  const masters = Boolean(course.policy.mastery) && required.some((number) => course.sections[number].checks > 0);
  const stuck = required.filter((number) => !state.sections[number].done);
  const hasFailed = stuck.length > 0 && stuck.every((number) => state.sections[number].refused);
  return {
    completion: isComplete ? "completed" : "incomplete",
    success: !masters ? "unknown" : isComplete ? "passed" : hasFailed ? "failed" : "unknown",
    score: courseScore(course, state),
    percent: coursePercent(state, counted, isComplete),
  };
}

function courseScore(course, state) {
  const checked = course.sections.flatMap((section, number) => (section.checks ? [number] : []));
  if (!checked.some((number) => state.sections[number].best !== null)) return null;
  const [sum, count] = meanBest(state, checked);
  return shown(BigInt(sum), BigInt(count), sum === 100 * count);
}

function coursePercent(state, counted, isComplete) {
  if (counted.length === 0) return null;
  let [top, bottom] = [0n, 1n];
  for (const { required } of counted) {
    const whole = BigInt(required.length);
    [top, bottom] = [top * whole + 100n * BigInt(countDone(state, required)) * bottom, bottom * whole];
  }
  return shown(top, bottom * BigInt(counted.length), isComplete);
}

function shown(top, bottom, isWhole) {
  const hundredths = Number((200n * top + bottom) / (2n * bottom));
  return isWhole ? hundredths : Math.min(hundredths, 9999);
}
