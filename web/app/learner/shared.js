// A course behind a link: shown to who has the link, and open to them where the link lets people enroll.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ProblemNote } from "../parts/notes.js";
import { Course } from "./course.js";
import { useOwnProgress } from "./own_progress.js";

export default function SharedPage({ token }) {
  const shared = useResource(`/api/shared/${token}`);
  const course = shared.data?.course;
  const progress = useOwnProgress(course?.id);
  if (shared.problem) return html`<h1>${t("catalogue.course")}</h1><${ProblemNote} problem=${shared.problem} again=${shared.reload} />`;
  if (!course) return html`<p>${t("page.loading")}</p>`;
  const way = { path: `/api/shared/${token}/enroll`, isOpen: shared.data?.mode === "enroll" };
  return html`<${Course} course=${course} progress=${progress} way=${way} />`;
}
