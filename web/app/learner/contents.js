// The contents of a course beside what is read: where one is, what is done, what is still locked.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { language, t } from "../lib/messages.js";
import { addressOf } from "./addresses.js";
import { written } from "./texts.js";

const MARKS = { completed: "✓", in_progress: "◐", not_started: "○", locked: html`<${Lock} />` };

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
    <a href=${addressOf(course.id, section.id)} aria-current=${isCurrent ? "page" : undefined}>
      <span class=${`mark ${status}`} aria-hidden="true">${MARKS[status]}</span>
      <span>${section.title} <span class=${status === "locked" ? "small" : "visually-hidden"} lang=${language.value}
        dir="auto">${t(`learner_status.${status}`)}</span></span>
    </a>
  </li>`;
}

function Lock() {
  return html`<svg viewBox="0 0 16 16" width="14" height="14" focusable="false">
    <path fill="none" stroke="currentColor" stroke-width="1.5" d="M5 7V5a3 3 0 0 1 6 0v2" />
    <rect fill="currentColor" x="3" y="7" width="10" height="7" rx="1.5" />
  </svg>`;
}
