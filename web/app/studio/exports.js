// Take it along: the formats there are, what each loses, and the package.
import { useState } from "preact/hooks";
import { download } from "../lib/api.js";
import { saveAs } from "../lib/files.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { CheckField } from "../parts/fields.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { CourseFrame } from "./course_frame.js";

export default function ExportsPage({ id }) {
  return html`<${CourseFrame} id=${id} page="exports">${(course) => html`<${Exports}
    course=${course} />`}</${CourseFrame}>`;
}

function Exports({ course }) {
  const resource = useResource(`/api/courses/${course.id}/exports`);
  const [isDraft, setDraft] = useState(!course.release);
  return html`<h2>${t("exports.title")}</h2>
    ${course.release && html`<${CheckField} label=${t("exports.draft")} hint=${t("exports.draft_hint")}
      value=${isDraft} onChange=${setDraft} />`}
    <${Read} resource=${resource}>
      ${({ items }) =>
        html`<ul class="cards">
          ${items.map((one) => html`<${Format} key=${one.format} format=${one} course=${course} isDraft=${isDraft} />`)}
        </ul>`}
    </${Read}>`;
}

function Format({ format, course, isDraft }) {
  const which = isDraft ? "?draft=true" : "";
  const [take, , problem] = useTold(async () => {
    const { blob, filename } = await download(`/api/courses/${course.id}/exports/${format.format}${which}`);
    saveAs(blob, filename ?? `course.${format.format}`);
  });
  return html`<li class="card">
    <h3>${format.title}</h3>
    ${format.carries && html`<p class="small">${format.carries}</p>`}
    ${
      format.loses.length > 0 &&
      html`<details>
        <summary>${t("exports.loses", { count: format.loses.length })}</summary>
        <ul class="small">
          ${format.loses.map((one) => html`<li>${typeof one === "string" ? one : one.detail}</li>`)}
        </ul>
      </details>`
    }
    <${ProblemNote} problem=${problem} />
    ${format.format === "print" && html`<a class="button small" href=${`/studio/courses/${course.id}/print${which}`}>${t("print.title")}</a> `}
    <${ActionButton} kind="small" act=${take}>${t("exports.download")}<span
      class="visually-hidden">${" "}${format.title}</span></${ActionButton}>
  </li>`;
}
