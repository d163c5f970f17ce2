// The contents of a course beside what is read: where one is, what is done, what is still locked.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { language, t } from "../lib/messages.js";
import { written } from "./texts.js";

const MARKS = { completed: "✓", in_progress: "◐", not_started: "○", locked: "×" };

export function Contents({ course, states, current }) {
  const [isOpen] = useState(() => matchMedia("(min-width: 56rem)").matches);
  return html`<nav class="contents" aria-label=${t("learner.contents")}>
    <details open=${isOpen}>
      <summary>${t("learner.contents")}</summary>
      <ol ...${written(course.language)}>
        ${course.lessons.map(
          (lesson) => html`<li key=${lesson.id}>
            <span class="contents-lesson">${lesson.title}</span>
            <ol>${lesson.sections.map((one) => html`<${Line} key=${one.id} course=${course} section=${one} state=${states.get(one.id)}
              isCurrent=${one.id === current} />`)}</ol>
          </li>`,
        )}
      </ol>
    </details>
  </nav>`;
}

function Line({ course, section, state, isCurrent }) {
  const status = state && !state.unlocked && state.status !== "completed" ? "locked" : (state?.status ?? "not_started");
  return html`<li>
    <a href=${`/learn/${course.id}/${section.id}`} aria-current=${isCurrent ? "page" : undefined}>
      <span class=${`mark ${status}`} aria-hidden="true">${MARKS[status]}</span>
      <span>${section.title}</span>
      <span class="visually-hidden" lang=${language.value}>${t(`learner_status.${status}`)}</span>
    </a>
  </li>`;
}
