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

/** The parts, as [kind, place], that a section waits for: prerequisites, and what its gate asks more of. */
export function unmet(course, state, number) {
  const { needs, gate } = course.sections[number];
  const waits = needs.filter((part) => !isComplete(course, state, part));
  const isNamed = gate && waits.some(([kind, at]) => kind === gate.requires[0] && at === gate.requires[1]);
  return isMet(course, state, gate) || isNamed ? waits : [...waits, gate.requires];
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
 * What is missing after an outcome, the first gate that fails alone: {kind, part: [kind, place], section, needed, current},
 * `section` being where it is done (undefined for nowhere), time in seconds and shares in percent.
 */
export function missing(course, state, number, outcome) {
  const [section, record] = [course.sections[number], state.sections[number]];
  const here = { part: ["section", number], section: number };
  const { policy } = course;
  if (outcome === "progression_blocked") return missingBefore(course, state, section);
  if (outcome === "insufficient_engagement") {
    const time = { ...here, kind: "spend_time", needed: section.least_seconds, current: record.seconds };
    const work = { ...here, kind: "interact", needed: policy.min_interactions, current: record.interactions };
    return [time, work].filter((one) => one.current < one.needed);
  }
  if (outcome !== "mastery_not_achieved") return [];
  const { type, m, n, threshold } = policy.mastery;
  if (type === "score") return [{ ...here, kind: "reach_score", needed: threshold, current: (record.best ?? 0) / 100 }];
  const current = record.recent.slice(-n).filter(Boolean).length;
  return [{ ...here, kind: "answer_right", needed: m, of: n, current }];
}

function missingBefore(course, state, { needs, gate }) {
  const waits = needs.filter((part) => !isComplete(course, state, part));
  const found = waits.map((part) => ({ kind: `complete_${part[0]}`, part, section: firstIncomplete(course, state, part) }));
  if (!gate) return found;
  const { requires: part } = gate;
  const [share, best] = [completion(course, state, part), gateScore(course, state, part)];
  if (!atLeast(share, gate.min_completion) && !waits.some(([kind, at]) => kind === part[0] && at === part[1])) {
    const place = firstIncomplete(course, state, part);
    found.push({ kind: "reach_completion", part, section: place, needed: shared(gate.min_completion), current: shared(share) });
  }
  if (!atLeast(best, gate.min_score)) {
    found.push({ kind: "reach_score", part, section: weakest(course, state, part), needed: shared(gate.min_score), current: shared(best) });
  }
  return found;
}

const shared = ([top, bottom]) => Number(top) / Number(bottom);

function firstIncomplete(course, state, [kind, number]) {
  return kind === "section" ? number : course.lessons[number].required.find((each) => !state.sections[each].done);
}

/** Of a lesson the section with checks that has the lowest best score; where it has none, its first. */
function weakest(course, state, [kind, number]) {
  if (kind === "section") return number;
  const all = course.sections.flatMap((section, at) => (section.lesson === number ? [at] : []));
  const checked = course.lessons[number].checked.length ? course.lessons[number].checked : all;
  const best = (at) => state.sections[at].best ?? 0;
  return checked.reduce((least, at) => (least === undefined || best(at) < best(least) ? at : least), undefined);
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
