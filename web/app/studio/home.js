// The studio's beginning: what is being made, and what there is.
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, date, languageName, named, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Bar } from "../parts/bar.js";
import { Badge } from "../parts/badge.js";
import { Read, sentenceOf } from "../parts/notes.js";
import { BringCourse } from "./bring_course.js";
import { ENDED } from "./statuses.js";
import { useEffect, useState } from "preact/hooks";

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
    <section aria-labelledby="courses">
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
  const first = useResource("/api/courses", { query: { mine: true, limit: 50 } });
  return html`<${Read} resource=${first}>
      ${({ items, next_cursor }) =>
        items.length
          ? html`<${CourseList} key=${items[0].id} items=${items} cursor=${next_cursor} />`
          : html`<p>${t("home.none")}${" "}<a href="/studio/new">${t("home.first")}</a></p>`}
    </${Read}>
    <${BringCourse} brought=${first.reload} />`;
}

function CourseList({ items, cursor }) {
  const [more, setMore] = useState({ items: [], cursor, problem: null });
  useEffect(() => setMore({ items: [], cursor, problem: null }), [items]);
  const load = async () => {
    try {
      const { data } = await get("/api/courses", { query: { mine: true, limit: 50, cursor: more.cursor } });
      setMore({ items: [...more.items, ...data.items], cursor: data.next_cursor, problem: null });
    } catch (problem) {
      setMore({ ...more, problem });
    }
  };
  return html`<ul class="cards">
      ${[...items, ...more.items].map((course) => html`<${CourseCard} key=${course.id} course=${course} />`)}
    </ul>
    ${more.problem && html`<p class="field-fault">${sentenceOf(more.problem)}</p>`}
    ${more.cursor && html`<button class="button" onClick=${load}>${t("home.more")}</button>`}`;
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
