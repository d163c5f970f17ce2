// Where a learner begins: go on where one was, what is due for review, what was achieved.
import { html } from "../lib/html.js";
import { ago, date, minutes, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { me } from "../lib/session.js";
import { Bar } from "../parts/bar.js";
import { Read } from "../parts/notes.js";

export default function Dashboard() {
  const dashboard = useResource("/api/me/dashboard");
  return html`<h1>${t("dashboard.title", { name: me().full_name })}</h1>
    <${Read} resource=${dashboard}>${(data) => html`<${Overview} data=${data} />`}</${Read}>
    <section aria-labelledby="achievements"><h2 id="achievements">${t("dashboard.achievements")}</h2><${Achievements} /></section>`;
}

function Overview({ data }) {
  const open = data.courses.filter((one) => one.status !== "completed");
  const [last, ...others] = open;
  const over = data.courses.filter((one) => one.status === "completed");
  return html`
    ${last
      ? html`<section class="card" aria-labelledby="go-on">
          <h2 id="go-on">${t("dashboard.go_on")}</h2>
          <${Course} course=${last} isMain=${true} />
        </section>`
      : html`<p>${over.length ? t("dashboard.all_done") : t("dashboard.none")} <a class="button main" href="/courses">${t("dashboard.find")}</a></p>`}
    <section class="card" aria-labelledby="reviews">
      <h2 id="reviews">${t("dashboard.reviews")}</h2>
      ${data.reviews_due > 0
        ? html`<p><a class="button main" href="/learn/reviews">${t("dashboard.due", { count: data.reviews_due })}</a></p>`
        : html`<p>${t("dashboard.nothing_due")}</p>`}
    </section>
    <dl class="figures-row">
      <div><dt>${t("dashboard.in_progress")}</dt><dd>${data.courses_in_progress}</dd></div>
      <div><dt>${t("dashboard.completed")}</dt><dd>${data.courses_completed}</dd></div>
      <div><dt>${t("dashboard.time")}</dt><dd>${minutes(Math.round(data.time_spent_seconds / 60))}</dd></div>
      ${data.streak_days > 0 && html`<div><dt>${t("dashboard.streak")}</dt><dd>${data.streak_days}</dd></div>`}
    </dl>
    ${others.length > 0 && html`<section aria-labelledby="others"><h2 id="others">${t("dashboard.others")}</h2><${Courses} courses=${others} /></section>`}
    ${over.length > 0 && html`<section aria-labelledby="over"><h2 id="over">${t("dashboard.over")}</h2><${Courses} courses=${over} /></section>`}`;
}

const Courses = ({ courses }) => html`<ul class="cards">
  ${courses.map((one) => html`<li class="card" key=${one.course_id}><${Course} course=${one} /></li>`)}
</ul>`;

function Course({ course, isMain = false }) {
  const share = (course.percent ?? 0) / 100;
  return html`<h3 class="card-title" dir="auto"><a href=${`/courses/${course.course_id}`}>${course.title}</a></h3>
    <${Bar} label=${t("learner.progress")} share=${share} detail=${percent(share)} />
    <p class="small soft">${course.completed_at
      ? t("dashboard.finished", { when: date(course.completed_at, { dateStyle: "medium" }) })
      : course.last_activity_at && t("dashboard.last", { when: ago(course.last_activity_at) })}</p>
    <p><a class=${`button ${isMain ? "main" : "small"}`} href=${`/learn/${course.course_id}`}>${share ? t("learner.go_on") : t("learner.begin")}
      <span class="visually-hidden" dir="auto">${course.title}</span></a></p>`;
}

function Achievements() {
  const achievements = useResource("/api/me/achievements", { query: { limit: 100 } });
  return html`<${Read} resource=${achievements}>
    ${({ items }) => html`<ul class="cards achievements">
      ${items.map((one) => html`<li class=${`card ${one.earned_at ? "earned" : "open"}`} key=${`${one.slug}.${one.course_id}`}>
        <h3>${one.title}</h3>
        <p class="small">${one.description}</p>
        <p class="small soft">${one.earned_at ? t("dashboard.earned", { when: date(one.earned_at, { dateStyle: "medium" }) }) : t("dashboard.to_earn")}</p>
      </li>`)}
    </ul>`}
  </${Read}>`;
}
