// The reader: a section with the contents of its course beside it, and the way on.
import { useEffect } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { Bar } from "../parts/bar.js";
import { ProblemNote } from "../parts/notes.js";
import { Contents } from "./contents.js";
import { neighbours, statesOf } from "./course_parts.js";
import { useReading } from "./kept.js";
import { fetchAhead } from "./ahead.js";
import { KeepingNote } from "./keeping_note.js";
import { Section } from "./section.js";
import { Locked, Turn } from "./turn.js";
import { waiting } from "./queue.js";
import { written } from "./texts.js";

export default function Reader({ course: courseId, section: sectionId }) {
  const course = useReading(courseId, `/api/courses/${courseId}`);
  const progress = useReading(courseId, `/api/courses/${courseId}/progress`);
  const section = useReading(courseId, `/api/sections/${sectionId}`);
  const after = course.data && neighbours(course.data, sectionId).after;

  useEffect(() => {
    if (section.data && after) fetchAhead(`/api/sections/${after.id}`);
  }, [section.data, after?.id]);
  useEffect(() => {
    if (waiting.value.pending === 0) progress.reload(); // what waited is counted now
  }, [waiting.value.pending === 0]);

  const done = (outcome) => (outcome.isWaiting ? undefined : Promise.all([progress.reload(), section.reload()]));
  const problem = course.problem ?? section.problem ?? progress.problem;
  if (!course.data) return problem ? html`<${Refused} problem=${problem} courseId=${courseId} again=${course.reload} />` : html`<p>${t("page.loading")}</p>`;
  const states = statesOf(progress.data);
  return html`<div class="reader">
    <${Contents} course=${course.data} states=${states} current=${sectionId} />
    <div class="reader-main">
      <p class="row apart small"><a href=${`/courses/${courseId}`} ...${written(course.data.language)}>${course.data.title}</a></p>
      ${progress.data && html`<${Bar} label=${t("learner.progress")} share=${(progress.data.course.percent ?? 0) / 100} />`}
      <${KeepingNote} course=${course.data} isCopy=${section.isCopy || course.isCopy} />
      ${section.data
        ? html`<${Locked} section=${section.data} course=${course.data} state=${states.get(sectionId)} />
            <${Section} key=${sectionId} section=${section.data} course=${course.data} done=${done} />`
        : problem
          ? html`<${Refused} problem=${problem} courseId=${courseId} again=${section.reload} />`
          : html`<p>${t("page.loading")}</p>`}
      <${Turn} course=${course.data} sectionId=${sectionId} />
    </div>
  </div>`;
}

/** Why there is nothing to read, and what to do about it. */
function Refused({ problem, courseId, again }) {
  if (problem.slug === "not-enrolled") {
    return html`<h1>${t("learner.not_enrolled")}</h1><p><a class="button main" href=${`/courses/${courseId}`}>${t("learner.to_course")}</a></p>`;
  }
  if (problem.status === 404) {
    return html`<h1>${t("learner.withdrawn")}</h1><p>${t("learner.withdrawn_hint")}</p><p><a href="/learn">${t("learner.to_dashboard")}</a></p>`;
  }
  if (problem.status === 401) {
    return html`<h1>${t("learner.signed_out")}</h1><p>${t("learner.signed_out_hint")}</p>
      <p><a class="button main" href=${`/sign-in?next=${encodeURIComponent(location.pathname)}`}>${t("nav.sign_in")}</a></p>`;
  }
  return html`<h1>${t("learner.not_now")}</h1><${ProblemNote} problem=${problem} again=${again} />`;
}
