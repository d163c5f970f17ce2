// What may be done to a section as a whole: moved, also to another lesson, doubled, taken out.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ActionButton } from "../parts/actions.js";
import { arranging } from "./arranging.js";

export function SectionActions({ section, course, resource }) {
  const arrange = arranging(course, resource);
  const lesson = course.lessons.find((one) => one.sections.some((other) => other.id === section.id));
  if (!lesson) return null;
  const at = lesson.sections.findIndex((one) => one.id === section.id);
  const names = { title: section.title };
  const toLesson = (event) => arrange.moveSection(section, { lesson_id: event.target.value });
  return html`<div class="buttons block">
    <${ActionButton} kind="small" disabled=${at === 0} aria-label=${t("outline.up", names)}
      act=${() => arrange.moveSection(section, { position: at })}>↑</${ActionButton}>
    <${ActionButton} kind="small" disabled=${at === lesson.sections.length - 1} aria-label=${t("outline.down", names)}
      act=${() => arrange.moveSection(section, { position: at + 2 })}>↓</${ActionButton}>
    ${
      course.lessons.length > 1 &&
      html`<label
        ><span class="visually-hidden">${t("editor.move_to_lesson")}</span>
        <select class="plain" value=${lesson.id} onChange=${toLesson}>
          ${course.lessons.map((one) => html`<option value=${one.id}
            selected=${one.id === lesson.id}>${one.key}. ${one.title}</option>`)}
        </select>
      </label>`
    }
    <${ActionButton} kind="small" act=${() => arrange.duplicate(section)}>${t("editor.duplicate")}</${ActionButton}>
    <${ActionButton} kind="small danger" act=${() => arrange.deleteSection(section)}>${t("do.remove")}</${ActionButton}>
  </div>`;
}
