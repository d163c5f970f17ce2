// How a course does: figures, where learners drop off, and which checks look wrong; each picture also as a table.
import { html } from "../lib/html.js";
import { minutes, number, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Read } from "../parts/notes.js";
import { CourseFrame } from "./course_frame.js";

const FEW_ANSWERS = 10;
const ROW = 28;

export default function AnalyticsPage({ id }) {
  return html`<${CourseFrame} id=${id} page="analytics">${(course) => html`<${Figures}
    course=${course} />`}</${CourseFrame}>`;
}

function Figures({ course }) {
  const resource = useResource(`/api/courses/${course.id}/analytics`);
  return html`<${Read} resource=${resource}>
    ${(found) =>
      html` <section class="card" aria-labelledby="overview">
          <h2 id="overview">${t("analytics.overview")}</h2>
          <dl class="figures">
            ${line("enrollments", number(found.enrollments))} ${line("active", number(found.active_enrollments))}
            ${line("completions", number(found.completions))} ${line("completion_rate", share(found.completion_rate))}
            ${line("avg_progress", share(found.avg_progress === null ? null : found.avg_progress / 100))}
            ${line("avg_time", found.avg_time_spent_seconds === null ? "–" : minutes(Math.round(found.avg_time_spent_seconds / 60)))}
          </dl>
        </section>
        <${Sections} sections=${found.sections} course=${course} />
        <${Checks} checks=${found.checks} sections=${found.sections} />`}
  </${Read}>`;
}

const line = (name, value) =>
  html`<div>
    <dt>${t(`analytics.${name}`)}</dt>
    <dd>${value}</dd>
  </div>`;
const share = (value) => (value === null || value === undefined ? "–" : percent(value));

function Sections({ sections, course }) {
  if (!sections.length) return html`<p>${t("analytics.none")}</p>`;
  const estimates = new Map(
    course.lessons.flatMap((lesson) => lesson.sections.map((one) => [one.id, one.estimated_duration])),
  );
  return html`<section aria-labelledby="drop-off">
    <h2 id="drop-off">${t("analytics.sections")}</h2>
    <${DropOff} sections=${sections} />
    <div class="scroll-x" tabindex="0" role="group" aria-labelledby="drop-off">
      <table>
        <thead>
          <tr>
            <th>${t("generation.sections")}</th>
            <th class="number">${t("analytics.started")}</th>
            <th class="number">${t("analytics.completed")}</th>
            <th class="number">${t("analytics.drop_off")}</th>
            <th class="number">${t("analytics.score")}</th>
            <th class="number">${t("analytics.attempts")}</th>
            <th class="number">${t("analytics.time")}</th>
          </tr>
        </thead>
        <tbody>
          ${sections.map(
            (one) =>
              html`<tr key=${one.section_id}>
                <td dir="auto">${one.title}</td>
                <td class="number">${number(one.started)}</td>
                <td class="number">${number(one.completed)}</td>
                <td class="number">${share(one.drop_off)}</td>
                <td class="number">${one.avg_best_score === null ? "–" : percent(one.avg_best_score / 100)}</td>
                <td class="number">
                  ${one.avg_attempts === null ? "–" : number(one.avg_attempts, { maximumFractionDigits: 1 })}
                </td>
                <td class="number">
                  ${one.avg_time_spent_seconds === null ? "–" : minutes(Math.round(one.avg_time_spent_seconds / 60))} /
                  ${minutes(estimates.get(one.section_id) ?? 0)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Two bars a section: how many began it and how many completed it. The table below says the same. */
function DropOff({ sections }) {
  const most = Math.max(1, ...sections.map((one) => one.started));
  return html`<svg class="chart" viewBox=${`0 0 600 ${sections.length * ROW}`} aria-hidden="true" focusable="false">
      ${sections.map(
        (one, at) =>
          html`<g transform=${`translate(0 ${at * ROW})`}>
            <rect class="started" x="0" y="2" width=${(600 * one.started) / most} height="10" rx="2" />
            <rect class="completed" x="0" y="14" width=${(600 * one.completed) / most} height="10" rx="2" />
          </g>`,
      )}
    </svg>
    <p class="small">
      <span class="key started"></span>${" "}${t("analytics.started")}${" "}<span class="key completed"></span
      >${" "}${t("analytics.completed")}
    </p>`;
}

/** Why a check looks wrong, or nothing. */
function suspicion({ answered, difficulty, discrimination }) {
  if (answered < FEW_ANSWERS) return null;
  if (discrimination !== null && discrimination < 0) return "negative";
  if (difficulty !== null && difficulty < 0.2) return "hard";
  if (difficulty !== null && difficulty > 0.98) return "easy";
  if (discrimination !== null && discrimination < 0.1) return "weak";
  return null;
}

function Checks({ checks, sections }) {
  if (!checks.length) return null;
  const titles = new Map(sections.map((one) => [one.section_id, one.title]));
  return html`<section aria-labelledby="checks">
    <h2 id="checks">${t("field.checks")}</h2>
    <div class="scroll-x" tabindex="0" role="group" aria-labelledby="checks">
      <table>
        <thead>
          <tr>
            <th>${t("generation.sections")}</th>
            <th>${t("analytics.check")}</th>
            <th class="number">${t("analytics.answered")}</th>
            <th class="number">${t("analytics.right")}</th>
            <th class="number">${t("analytics.discrimination")}</th>
            <th>${t("analytics.flag")}</th>
          </tr>
        </thead>
        <tbody>
          ${checks.map((one) => {
            const flag = suspicion(one);
            return html`<tr key=${one.section_id + one.check_id}>
              <td dir="auto">${titles.get(one.section_id)}</td>
              <td><code>${one.check_id}</code></td>
              <td class="number">${number(one.answered)}</td>
              <td class="number">${share(one.difficulty)}</td>
              <td class="number">
                ${one.discrimination === null ? "–" : number(one.discrimination, { maximumFractionDigits: 2 })}
              </td>
              <td>${flag && html`<span class="badge warn">${t(`suspicion.${flag}`)}</span>`}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}
