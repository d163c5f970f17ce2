// The studio's beginning: what is being made, and what there is.
import { html } from "../lib/html.js";
import { ago, date, languageName, named, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Bar } from "../parts/bar.js";
import { Badge } from "../parts/badge.js";
import { Read } from "../parts/notes.js";
import { More, usePages } from "../parts/pages.js";
import { BringCourse } from "./bring_course.js";
import { ENDED } from "./statuses.js";

const LOOK_MS = 2000;

export default function Home() {
  const generations = useResource("/api/generations", { query: { limit: 20, all: false }, every: LOOK_MS });
  return html` <div class="row apart">
      <h1>${t("home.title")}</h1>
      <span class="row">
        <a class="button" href="/studio/webhooks">${t("webhooks.title")}</a>
        <a class="button main" href="/studio/new">${t("home.new")}</a>
      </span>
    </div>
    <${UnderWay} generations=${generations} />
    <section aria-labelledby="courses" hidden=${generations.loading && !generations.data}>
      <h2 id="courses">${t("home.courses")}</h2>
      <${Courses} />
    </section>`;
}

function UnderWay({ generations }) {
  const running = (generations.data?.items ?? []).filter((one) => !ENDED.has(one.status));
  if (!running.length) return null;
  return html`<section aria-labelledby="under-way">
    <h2 id="under-way">${t("home.under_way")}</h2>
    <ul class="cards">
      ${running.map(
        (one) =>
          html`<li class="card" key=${one.id}>
            <h3 dir="auto"><a href=${`/studio/generations/${one.id}`}>${one.title}</a></h3>
            <p>
              <${Badge} group="status" value=${one.status} />${" "}<span class="soft"
                >${named("phase", one.phase)}</span
              >
            </p>
            <${Bar} label=${t("home.progress")} share=${one.percent / 100} />
            ${one.problem && html`<p class="field-fault">${one.problem.detail}</p>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

function Courses() {
  const pages = usePages("/api/courses", { query: { mine: true, limit: 50 } });
  return html`<${Read} resource=${pages}>
      ${(items) =>
        items.length
          ? html`<ul class="cards">${items.map((course) => html`<${CourseCard} key=${course.id} course=${course} />`)}</ul>`
          : html`<p>${t("home.none")}${" "}<a href="/studio/new">${t("home.first")}</a></p>`}
    </${Read}>
    <${More} pages=${pages} />
    <${BringCourse} brought=${pages.reload} />`;
}

function CourseCard({ course }) {
  const figures = useResource(course.published_at ? `/api/courses/${course.id}/analytics` : null);
  return html`<li class="card">
    <h3 dir="auto" lang=${course.language}><a href=${`/studio/courses/${course.id}`}>${course.title}</a></h3>
    <p>
      <${Badge} group="course_status" value=${course.status} />${" "}<span class="soft"
        >${languageName(course.language)}</span
      >
    </p>
    <p class="small soft">
      ${
        course.published_at
          ? t("home.published", { when: date(course.published_at) })
          : t("home.made", { when: ago(course.created_at) })
      }
      ${course.changed_at && html`<br />${t("home.changed", { when: ago(course.changed_at) })}`}
      ${figures.data && html`<br />${t("home.learners", { count: figures.data.enrollments })}`}
    </p>
  </li>`;
}
