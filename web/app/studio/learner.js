// One learner's record in one course.
import { html } from "../lib/html.js";
import { minutes, named, number, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Bar } from "../parts/bar.js";
import { Read } from "../parts/notes.js";
import { CourseFrame } from "./course_frame.js";

export default function LearnerPage({ id, learner }) {
  return html`<${CourseFrame} id=${id} page="learners">
    ${(course) =>
      html`<p><a href=${`/studio/courses/${id}/learners`}>${t("learners.back")}</a></p>
        <${Record} course=${course} learner=${learner} />`}
  </${CourseFrame}>`;
}

function Record({ course, learner }) {
  const resource = useResource(`/api/courses/${course.id}/learners/${learner}`);
  const titles = new Map(
    course.lessons.flatMap((lesson) => lesson.sections.map((one) => [one.id, `${one.key} ${one.title}`])),
  );
  return html`<${Read} resource=${resource}>
    ${(record) =>
      html` <h2 dir="auto">${record.learner.name}</h2>
        <${Bar} label=${t("learners.progress")} share=${(record.learner.percent ?? 0) / 100} />
        <div class="scroll-x" tabindex="0" role="group" aria-label=${t("generation.sections")}>
          <table>
            <thead>
              <tr>
                <th>${t("generation.sections")}</th>
                <th>${t("learners.state")}</th>
                <th class="number">${t("learners.score")}</th>
                <th class="number">${t("analytics.attempts")}</th>
                <th class="number">${t("analytics.time")}</th>
              </tr>
            </thead>
            <tbody>
              ${record.progress.sections.map(
                (one) =>
                  html`<tr key=${one.section_id}>
                    <td dir="auto">${titles.get(one.section_id)}</td>
                    <td>${named("progress", one.status)}</td>
                    <td class="number">${one.best_score == null ? "–" : percent(one.best_score / 100)}</td>
                    <td class="number">${number(one.attempts ?? 0)}</td>
                    <td class="number">${one.time_spent_seconds ? minutes(Math.ceil(one.time_spent_seconds / 60)) : "–"}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`}
  </${Read}>`;
}
