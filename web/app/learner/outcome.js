// What came of a sitting: done, or why not and what to do for it, each as a link; and the step after it.
import { useEffect, useRef } from "preact/hooks";
import { html } from "../lib/html.js";
import { number, percent, t } from "../lib/messages.js";
import { ALL_COURSES, addressOf } from "./addresses.js";
import { titlesOf } from "./course_parts.js";

export function Outcome({ outcome, course, sectionId }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useEffect(() => {
    heading.current?.focus();
  }, [outcome]);
  if (outcome.isWaiting) {
    return html`<div class="note warn">
      <h2 tabindex="-1" ref=${heading}>${t("learner.kept_here")}</h2>
      <p>${outcome.isSignedOut ? t("learner.kept_signed_out") : t("learner.kept_hint")}</p>
    </div>`;
  }
  const { success, achievements, progress } = outcome;
  return html`<div class=${`note ${success ? "good" : "warn"}`}>
    <h2 tabindex="-1" ref=${heading}>${success ? t("learner.completed") : t(`learner_outcome.${reasonOf(outcome)}`)}</h2>
    ${success && html`<p>${t("learner.course_at", { share: percent((progress.course.percent ?? 0) / 100) })}</p>`}
    ${outcome.required_actions.length > 0 && html`<p>${t("learner.to_do")}</p>
      <ul>${outcome.required_actions.map((action) => html`<li><${Action} action=${action} course=${course} sectionId=${sectionId} /></li>`)}</ul>`}
    ${achievements.length > 0 && html`<${Earned} achievements=${achievements} />`}
    <${NextStep} step=${outcome.next_step} course=${course} sectionId=${sectionId} />
  </div>`;
}

const KNOWN = new Set(["insufficient_engagement", "mastery_not_achieved", "prerequisites_not_met", "section_removed"]);
const reasonOf = ({ reason, outcome }) => [reason, outcome].find((one) => KNOWN.has(one)) ?? "other";

/** How what is reached and needed is written, by kind; of the others the sentence says it. */
const WRITTEN = {
  interact: number,
  reach_score: (value) => percent(value / 100),
  reach_completion: (value) => percent(value / 100),
};

/** An action as a link to where it is done. */
export function Action({ action, course, sectionId }) {
  const to = whereTo(action, course, sectionId);
  const written = WRITTEN[action.kind];
  const isCounted = written && typeof action.needed === "number";
  const reached = isCounted ? t("learner.reached", { current: written(action.current ?? 0), needed: written(action.needed) }) : "";
  const { detail, lang = "en" } = action;
  return html`${to ? html`<a href=${to} lang=${lang}>${detail}</a>` : html`<span lang=${lang}>${detail}</span>`}
    ${reached && html` <span class="soft">${reached}</span>`}`;
}

function whereTo(action, course, sectionId) {
  const lesson = course.lessons.find((one) => one.id === action.lesson_id);
  const section = action.section_id ?? lesson?.sections[0]?.id;
  if (section === sectionId) return { interact: "#exercises", answer_right: "#checks", reach_score: "#checks" }[action.kind];
  return section && addressOf(course.id, section);
}

function Earned({ achievements }) {
  return html`<p>${t("learner.earned", { count: achievements.length })}</p>
    <ul>${achievements.map((one) => html`<li><strong>${one.title}</strong> ${one.description}</li>`)}</ul>`;
}

export function NextStep({ step, course, sectionId }) {
  if (step.kind === "course_complete") return html`<p><strong>${t("learner.course_complete")}</strong>
    ${ALL_COURSES && html`<a href=${ALL_COURSES}>${t("learner.to_dashboard")}</a>`}</p>`;
  if (!step.section_id || step.section_id === sectionId) return null;
  const title = titlesOf(course).get(step.section_id) ?? "";
  return html`<p><a class="button main" href=${addressOf(course.id, step.section_id)}>
    ${t(`learner_step.${step.kind}`)} <span dir="auto" lang=${course.language}>${title}</span>
  </a></p>`;
}
