// What is told of a sitting, as the API tells it: what is missing, and what comes next. The words are the pages' own.
import { language, percent, t } from "web/app/lib/messages.js";
import { isOpen, missing, standing } from "./progress.js";

/** `taken` is what `take` returned for the section of that number, `items` what was judged ({check_id, correct, …}). */
export function told(course, state, place, taken, items) {
  const success = taken === "section_completed";
  const isBlocked = taken === "progression_blocked";
  const actions = missing(course, state, place, taken).map((one) => action(course, one));
  return {
    success,
    outcome: taken,
    reason: isBlocked ? "prerequisites_not_met" : null,
    required_actions: actions,
    achievements: [],
    items: isBlocked ? [] : items,
    progress: { course: { percent: (standing(course, state).percent ?? 0) / 100 } },
    next_step: next(course, state, actions),
  };
}

const SAID = {
  complete_section: ({ title }) => t("player.complete", { title }),
  complete_lesson: ({ title }) => t("player.complete", { title }),
  reach_completion: ({ title, needed }) => t("player.complete_share", { title, share: percent(needed / 100) }),
  reach_score: ({ title, needed }) => t("player.score", { title, share: percent(needed / 100) }),
  spend_time: ({ title, needed, current }) => t("player.stay", { title, count: Math.ceil((needed - current) / 60) }),
  interact: ({ title }) => t("player.do_more", { title }),
  answer_right: ({ title, needed, of }) => t("player.answer_right", { title, needed, of }),
};

function action(course, one) {
  const [kind, place] = one.part;
  const title = kind === "lesson" ? course.lessons[place].title : course.sections[place].title;
  return {
    kind: one.kind,
    detail: SAID[one.kind]({ ...one, title }),
    lang: language.value,
    section_id: course.sections[one.section]?.key ?? null,
    needed: one.needed,
    current: one.current,
  };
}

/** After a refusal what mends it, else the next required section that is open, or what opens the first that is not. */
function next(course, state, actions) {
  const remedy = actions.find((one) => one.section_id);
  if (remedy) return { kind: "remediate", section_id: remedy.section_id };
  const left = course.sections.flatMap((one, place) => (one.is_required && !state.sections[place].done ? [place] : []));
  if (left.length === 0) return { kind: "course_complete" };
  const open = left.find((place) => isOpen(course, state, place));
  if (open !== undefined) return { kind: "section", section_id: course.sections[open].key };
  const keys = missing(course, state, left[0], "progression_blocked").map((one) => course.sections[one.section]?.key);
  return { kind: "remediate", section_id: keys.find(Boolean) ?? course.sections[left[0]].key };
}
