// A course of one's own: its name, and the pages about it.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Badge } from "../parts/badge.js";
import { Read } from "../parts/notes.js";

const PAGES = [
  ["edit", ""],
  ["publish", "/publish"],
  ["learners", "/learners"],
  ["analytics", "/analytics"],
  ["exports", "/exports"],
];

/** `children` is a function of the course and its resource (for edits that answer another one). */
export function CourseFrame({ id, page, children }) {
  const resource = useResource(`/api/courses/${id}`);
  return html`<${Read} resource=${resource}>
    ${(course) =>
      html` <div class="row apart">
          <h1 dir="auto" lang=${course.language}>${course.title}</h1>
          <${Badge} group="course_status" value=${course.status} />
        </div>
        <nav aria-label=${t("course.pages")}>
          <ul class="tabs">
            ${PAGES.map(
              ([name, end]) =>
                html`<li>
                  <a href=${`/studio/courses/${id}${end}`} aria-current=${name === page ? "page" : undefined}
                    >${t(`course.${name}`)}</a
                  >
                </li>`,
            )}
          </ul>
        </nav>
        ${children(course, resource)}`}
  </${Read}>`;
}
