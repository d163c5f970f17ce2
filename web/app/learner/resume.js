// `/learn/<course>` leads to the section that is next, or says that nothing is.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { ProblemNote } from "../parts/notes.js";
import { sectionsOf, statesOf } from "./course_parts.js";
import { useReading } from "./kept.js";
import { written } from "./texts.js";

export default function Resume({ course: id }) {
  const course = useReading(id, `/api/courses/${id}`);
  const progress = useReading(id, `/api/courses/${id}/progress`);
  const next = useReading(id, `/api/courses/${id}/next`);
  const [again, setAgain] = useState(0);
  const to = course.data && progress.data && where(course.data, progress.data, next);
  useEffect(() => {
    if (to) navigate(`/learn/${id}/${to}`, { replace: true });
  }, [to, again]);

  const problem = course.problem ?? progress.problem;
  if (problem?.slug === "not-enrolled") {
    return html`<h1>${t("learner.not_enrolled")}</h1><p><a class="button main" href=${`/courses/${id}`}>${t("learner.to_course")}</a></p>`;
  }
  if (problem?.status === 404) return html`<h1>${t("learner.withdrawn")}</h1><p>${t("learner.withdrawn_hint")}</p>`;
  if (problem) {
    const retry = () => {
      for (const one of [course, progress, next]) one.reload();
      setAgain(again + 1);
    };
    return html`<h1>${t("learner.not_now")}</h1><${ProblemNote} problem=${problem} again=${retry} />`;
  }
  if (to === null) {
    return html`<h1>${t("learner.course_complete")}</h1>
      <p ...${written(course.data.language)}>${course.data.title}</p>
      <p><a class="button main" href="/learn">${t("learner.to_dashboard")}</a>
        <a class="button" href=${`/learn/${id}/${sectionsOf(course.data)[0].id}`}>${t("learner.read_again")}</a></p>`;
  }
  return html`<p>${t("page.loading")}</p>`;
}

/** The id of the section to go to; null when the course is complete, undefined while that is not known. */
function where(course, progress, next) {
  if (next.data && !next.isCopy) return next.data.section_id;
  if (!next.problem && !next.isCopy) return undefined;
  const states = statesOf(progress);
  return (sectionsOf(course).find((one) => states.get(one.id)?.status !== "completed") ?? sectionsOf(course)[0]).id;
}
