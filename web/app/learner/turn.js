// The way on through a course: its sections before and after, and what comes first where a section is locked.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { addressOf } from "./addresses.js";
import { neighbours, sectionsOf, titlesOf } from "./course_parts.js";
import { written } from "./texts.js";

/** What has to be done before this section counts; it can be read all the same. */
export function Locked({ section, course, state }) {
  if (!state || state.unlocked || state.status === "completed") return null;
  const titles = titlesOf(course);
  const first = (id) => course.lessons.find((one) => one.id === id)?.sections[0]?.id ?? id;
  const needed = section.prerequisites.filter((id) => titles.has(id));
  return html`<div class="note warn">
    <p>${t("learner.locked")}</p>
    <ul>${needed.map((id) => html`<li><a href=${addressOf(course.id, first(id))} ...${written(course.language)}>${titles.get(id)}</a></li>`)}</ul>
  </div>`;
}

export function Turn({ course, sectionId }) {
  const { before, after } = neighbours(course, sectionId);
  if (!sectionsOf(course).some((one) => one.id === sectionId)) return null;
  const link = (section, name, rel) => html`<a class="button" rel=${rel} href=${addressOf(course.id, section.id)}>
    <span>${t(name)}: <span ...${written(course.language)}>${section.title}</span></span>
  </a>`;
  return html`<nav class="row apart turn" aria-label=${t("learner.turn")}>
    ${before ? link(before, "learner.before", "prev") : html`<span></span>`} ${after && link(after, "learner.after", "next")}
  </nav>`;
}
