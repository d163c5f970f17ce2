// The page of a course: what it teaches, what it is made of, who answers for it, and how to begin.
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { language, languageName, minutes, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { navigate } from "../lib/router.js";
import { account } from "../lib/session.js";
import { announce } from "../lib/telling.js";
import { useTold } from "../parts/actions.js";
import { Bar } from "../parts/bar.js";
import { ProblemNote } from "../parts/notes.js";
import { statesOf } from "./course_parts.js";
import { useOwnProgress } from "./own_progress.js";
import { Keeping } from "./keeping_choice.js";
import { Origin } from "./origin.js";
import { Text, written } from "./texts.js";

export default function CoursePage({ id }) {
  const course = useResource(`/api/courses/${id}`);
  const progress = useOwnProgress(id);
  if (course.problem) {
    if (course.problem.status !== 404) return html`<h1>${t("catalogue.course")}</h1><${ProblemNote} problem=${course.problem} again=${course.reload} />`;
    return html`<h1>${t("learner.withdrawn")}</h1><p>${t("learner.withdrawn_hint")}</p><p><a href="/courses">${t("catalogue.title")}</a></p>`;
  }
  if (!course.data) return html`<p>${t("page.loading")}</p>`;
  const way = { path: `/api/courses/${id}/enroll`, isOpen: course.data.status === "published" };
  return html`<${Course} course=${course.data} progress=${progress} way=${way} />`;
}

/** A course with a `way` to enroll: the path to post to, and whether it is open. */
export function Course({ course, progress, way }) {
  const words = written(course.language);
  return html`<div class="course-page">
    <div>
      <h1 ...${words}>${course.title}</h1>
      <p class="soft">
        <span class="badge">${t(`learner_difficulty.${course.difficulty}`)}</span> ${languageName(course.language)}
        ${course.estimated_duration > 0 && html` · ${minutes(course.estimated_duration)}`}
        ${course.category && html` · <bdi>${course.category}</bdi>`}
      </p>
      <${Origin} course=${course} />
      <${Text} part=${course} name="description" lang=${course.language} />
      ${course.objectives.length > 0 && html`<section aria-labelledby="teaches">
        <h2 id="teaches">${t("catalogue.teaches")}</h2>
        <ul ...${words}>${course.objectives.map((one) => html`<li>${one}</li>`)}</ul>
      </section>`}
      <section aria-labelledby="lessons">
        <h2 id="lessons">${t("catalogue.lessons")}</h2>
        <${Lessons} course=${course} states=${statesOf(progress.data)} />
      </section>
    </div>
    <aside aria-label=${t("catalogue.begin")}><${Begin} course=${course} progress=${progress} way=${way} /></aside>
  </div>`;
}

function Begin({ course, progress, way }) {
  const [enroll, isBusy, problem] = useTold(async () => {
    await post(way.path);
    announce(t("catalogue.enrolled"));
    navigate(`/learn/${course.id}`);
  });
  if (!account.value) {
    return html`<div class="card">
      <p>${t("catalogue.sign_in_first")}</p>
      <p class="buttons"><a class="button main" href=${`/register?next=${encodeURIComponent(location.pathname)}`}>${t("register.title")}</a>
        <a class="button" href=${`/sign-in?next=${encodeURIComponent(location.pathname)}`}>${t("nav.sign_in")}</a></p>
    </div>`;
  }
  if (progress.data) {
    const { percent, earned_at: earned } = progress.data.course;
    return html`<div class="card">
      <${Bar} label=${t("learner.progress")} share=${(percent ?? 0) / 100} />
      ${earned && html`<p class="badge good">${t("learner.course_complete")}</p>`}
      <p><a class="button main" href=${`/learn/${course.id}`}>${percent ? t("learner.go_on") : t("learner.begin")}</a></p>
      <${Keeping} course=${course} />
    </div>`;
  }
  const isUnknown = progress.problem && progress.problem.slug !== "not-enrolled";
  if (progress.loading) return html`<div class="card"><p>${t("page.loading")}</p></div>`;
  return html`<div class="card">
    <${ProblemNote} problem=${problem ?? (isUnknown ? progress.problem : null)} again=${isUnknown ? progress.reload : undefined} />
    ${way.isOpen
      ? html`<button type="button" class="button main" aria-disabled=${isBusy ? "true" : undefined} onClick=${enroll}>${t("catalogue.enroll")}</button>`
      : html`<p>${t("catalogue.not_published")}</p>`}
  </div>`;
}

function Lessons({ course, states }) {
  const words = written(course.language);
  return html`<ol class="lessons">
    ${course.lessons.map((lesson) => html`<li key=${lesson.id}>
      <h3 ...${words}>${lesson.title}</h3>
      <${Text} part=${lesson} name="summary" lang=${course.language} />
      <ul ...${words}>${lesson.sections.map((section) => {
        const state = states.get(section.id);
        return html`<li key=${section.id}>
          ${state ? html`<a href=${`/learn/${course.id}/${section.id}`} ...${words}>${section.title}</a>` : html`<span ...${words}>${section.title}</span>`}
          ${state?.status === "completed" && html` <span class="badge good" lang=${language.value}>${t("learner_status.completed")}</span>`}
          ${!section.is_required && html` <span class="soft small" lang=${language.value}>${t("learner.optional")}</span>`}
        </li>`;
      })}</ul>
    </li>`)}
  </ol>`;
}
