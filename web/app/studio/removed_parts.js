// Lessons and sections that were taken out, and their way back.
import { useEffect } from "preact/hooks";
import { html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ActionButton } from "../parts/actions.js";
import { Read } from "../parts/notes.js";
import { arranging } from "./arranging.js";

export function RemovedParts({ course, resource }) {
  const removed = useResource(`/api/courses/${course.id}/removed`);
  const arrange = arranging(course, resource);
  useEffect(() => {
    if (removed.data) removed.reload();
  }, [resource.etag]);
  const found = removed.data;
  if (found && !found.lessons.length && !found.sections.length) return null;
  return html`<section class="card" aria-labelledby="removed">
    <h2 id="removed">${t("removed.title")}</h2>
    <p class="small soft">${t("removed.hint")}</p>
    <${Read} resource=${removed}>
      ${({ lessons, sections }) => html`<ul class="plain-list" lang=${course.language}>
        ${lessons.map((one) => html`<${Part} key=${one.id} part=${one} under=${one.sections.join(" · ")}
          act=${() => arrange.restoreLesson(one)} />`)}
        ${sections.map((one) => html`<${Part} key=${one.id} part=${one} under=${one.lesson_title}
          act=${() => arrange.restoreSection(one)} />`)}
      </ul>`}
    </${Read}>
  </section>`;
}

function Part({ part, under, act }) {
  return html`<li class="row apart">
    <span>
      <strong dir="auto">${part.title}</strong>${" "}<span class="soft small">${ago(part.removed_at)}</span>
      ${under && html`<br /><span class="soft small" dir="auto">${under}</span>`}
      ${part.without.length > 0 && html`<br /><span class="small">${t("removed.without", { titles: part.without.map((one) => `“${one}”`).join(", ") })}</span>`}
    </span>
    <${ActionButton} kind="small" aria-label=${t("removed.restore_one", { title: part.title })}
      act=${act}>${t("removed.restore")}</${ActionButton}>
  </li>`;
}
