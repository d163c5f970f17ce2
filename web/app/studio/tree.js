// The course as a tree: where one is, and what order it has.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { arranging } from "./arranging.js";
import { ActionButton } from "../parts/actions.js";

export function Tree({ course, resource, section }) {
  const arrange = arranging(course, resource);
  const here = (is) => (is ? "page" : undefined);
  return html`<nav class="tree card" aria-label=${t("editor.tree")}>
    <a href=${`/studio/courses/${course.id}`} aria-current=${here(!section)}>${t("editor.course")}</a>
    <ol lang=${course.language}>
      ${course.lessons.map(
        (lesson, at) =>
          html`<li key=${lesson.id}>
            <div class="row apart">
              <strong dir="auto">${lesson.key}. ${lesson.title}</strong>
              <${LessonActions} lesson=${lesson} at=${at} count=${course.lessons.length} arrange=${arrange} />
            </div>
            <ol>
              ${lesson.sections.map(
                (one) =>
                  html`<li key=${one.id}>
                    <a
                      href=${`/studio/courses/${course.id}/sections/${one.id}`}
                      aria-current=${here(one.id === section)}
                      dir="auto"
                    >
                      ${one.key} ${one.title}
                    </a>
                  </li>`,
              )}
            </ol>
          </li>`,
      )}
    </ol>
    <${ActionButton} kind="small quiet"
      act=${() => arrange.addLesson(t("outline.new_lesson"))}>${t("outline.add_lesson")}</${ActionButton}>
  </nav>`;
}

function LessonActions({ lesson, at, count, arrange }) {
  const names = { title: lesson.title };
  return html`<details class="menu">
    <summary><span aria-hidden="true">⋯</span><span
      class="visually-hidden">${t("editor.actions", names)}</span></summary>
    <div class="buttons">
      <${ActionButton} kind="small" disabled=${at === 0} aria-label=${t("outline.up", names)}
        act=${() => arrange.moveLesson(lesson, at)}>↑</${ActionButton}>
      <${ActionButton} kind="small" disabled=${at === count - 1} aria-label=${t("outline.down", names)}
        act=${() => arrange.moveLesson(lesson, at + 2)}>↓</${ActionButton}>
      <${ActionButton} kind="small"
        act=${() => arrange.addSection(lesson, t("outline.new_section"))}>${t("outline.add_section")}</${ActionButton}>
      <${ActionButton} kind="small danger" disabled=${count === 1} aria-label=${t("outline.take_out", names)}
        act=${() => arrange.deleteLesson(lesson)}>${t("do.remove")}</${ActionButton}>
    </div>
  </details>`;
}
