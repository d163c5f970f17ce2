// How a course does: figures, completion over time, where learners drop off, how long they take, which checks look
// wrong; each picture also as a table.
import { html } from "../lib/html.js";
import { date, minutes, number, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Read } from "../parts/notes.js";
import { Bars, Lines, Points } from "./charts.js";
import { CourseFrame } from "./course_frame.js";

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
            ${line("avg_time", time(found.avg_time_spent_seconds))}
          </dl>
        </section>
        <${OverTime} weeks=${found.over_time} />
        <${Sections} sections=${found.sections} />
        <${Times} sections=${found.sections} />
        <${Checks} checks=${found.checks} sections=${found.sections} course=${course} />`}
  </${Read}>`;
}

const line = (name, value) =>
  html`<div>
    <dt>${t(`analytics.${name}`)}</dt>
    <dd>${value}</dd>
  </div>`;
const share = (value) => (value === null || value === undefined ? "–" : percent(value));
const time = (seconds) => (seconds === null ? "–" : minutes(Math.round(seconds / 60)));

/** `columns` are [heading, isNumber]; `rows` are lists of cells. */
function Table({ id, columns, rows }) {
  return html`<div class="scroll-x" tabindex="0" role="group" aria-labelledby=${id}>
    <table>
      <thead>
        <tr>
          ${columns.map(([name, isNumber]) => html`<th class=${isNumber ? "number" : undefined}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, at) => html`<td class=${columns[at][1] ? "number" : undefined} dir=${columns[at][1] ? undefined : "auto"}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** How many had enrolled and completed by the end of each week. */
function OverTime({ weeks }) {
  if (!weeks.length) return null;
  let [enrolled, completed] = [0, 0];
  const sums = weeks.map((one) => ({
    at: Date.parse(one.week),
    week: date(one.week, { dateStyle: "medium", timeZone: "UTC" }),
    enrolled: (enrolled += one.enrolled),
    completed: (completed += one.completed),
  }));
  const names = [t("analytics.enrolled_by"), t("analytics.completed_by")];
  return html`<section aria-labelledby="over-time">
    <h2 id="over-time">${t("analytics.over_time")}</h2>
    <${Lines} names=${names} points=${sums.map((one) => [one.at, one.enrolled, one.completed])} />
    <${Table}
      id="over-time"
      columns=${[[t("analytics.week"), false], ...names.map((name) => [name, true]), [t("analytics.completion_rate"), true]]}
      rows=${sums.map((one) => [one.week, number(one.enrolled), number(one.completed), share(one.enrolled ? one.completed / one.enrolled : null)])}
    />
  </section>`;
}

function Sections({ sections }) {
  if (!sections.length) return html`<p>${t("analytics.none")}</p>`;
  const names = [t("analytics.started"), t("analytics.completed")];
  return html`<section aria-labelledby="drop-off">
    <h2 id="drop-off">${t("analytics.sections")}</h2>
    <${Bars} names=${names} pairs=${sections.map((one) => [one.started, one.completed])} />
    <${Table}
      id="drop-off"
      columns=${[
        [t("generation.sections"), false],
        ...names.map((name) => [name, true]),
        [t("analytics.drop_off"), true],
        [t("analytics.score"), true],
        [t("analytics.attempts"), true],
      ]}
      rows=${sections.map((one) => [
        one.title,
        number(one.started),
        number(one.completed),
        share(one.drop_off),
        share(one.avg_best_score === null ? null : one.avg_best_score / 100),
        one.avg_attempts === null ? "–" : number(one.avg_attempts, { maximumFractionDigits: 1 }),
      ])}
    />
  </section>`;
}

/** What learners take for a section, against what was estimated. */
function Times({ sections }) {
  const begun = sections.filter((one) => one.avg_time_spent_seconds !== null);
  if (!begun.length) return null;
  const names = [t("analytics.estimated"), t("analytics.time")];
  return html`<section aria-labelledby="times">
    <h2 id="times">${t("analytics.times")}</h2>
    <${Bars} names=${names} pairs=${begun.map((one) => [one.estimated_duration, one.avg_time_spent_seconds / 60])} />
    <${Table}
      id="times"
      columns=${[[t("generation.sections"), false], ...names.map((name) => [name, true]), [t("analytics.of_estimate"), true]]}
      rows=${begun.map((one) => [
        one.title,
        minutes(one.estimated_duration),
        time(one.avg_time_spent_seconds),
        share(one.estimated_duration ? one.avg_time_spent_seconds / 60 / one.estimated_duration : null),
      ])}
    />
  </section>`;
}

function Checks({ checks, sections, course }) {
  if (!checks.length) return null;
  const titles = new Map(sections.map((one) => [one.section_id, one.title]));
  const there = new Set(course.lessons.flatMap((lesson) => lesson.sections.map((one) => one.id)));
  const known = checks.filter((one) => one.difficulty !== null && one.discrimination !== null);
  const title = (one) =>
    there.has(one.section_id)
      ? html`<a href=${`/studio/courses/${course.id}/sections/${one.section_id}`}>${titles.get(one.section_id)}</a>`
      : titles.get(one.section_id);
  return html`<section aria-labelledby="checks">
    <h2 id="checks">${t("field.checks")}</h2>
    ${
      known.length > 0 &&
      html`<${Points}
        names=${[t("analytics.right"), t("analytics.discrimination")]}
        points=${known.map((one) => [one.difficulty, one.discrimination, Boolean(one.suspicion)])}
      />`
    }
    <${Table}
      id="checks"
      columns=${[
        [t("generation.sections"), false],
        [t("analytics.check"), false],
        [t("analytics.answered"), true],
        [t("analytics.right"), true],
        [t("analytics.discrimination"), true],
        [t("analytics.flag"), false],
      ]}
      rows=${checks.map((one) => [
        title(one),
        html`<code>${one.check_id}</code>`,
        number(one.answered),
        share(one.difficulty),
        one.discrimination === null ? "–" : number(one.discrimination, { maximumFractionDigits: 2 }),
        one.suspicion && html`<span class="badge warn">${t(`suspicion.${one.suspicion}`)}</span>`,
      ])}
    />
  </section>`;
}
