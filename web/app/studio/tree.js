// The course as a tree: where one is, and what order it has.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { arranging } from "./arranging.js";
import { ActionButton } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";

const MANY = 40; // sections, from which on only the lesson that is open shows its own

export function Tree({ course, resource, section }) {
  const arrange = arranging(course, resource);
  const [words, setWords] = useState("");
  const count = course.lessons.reduce((sum, lesson) => sum + lesson.sections.length, 0);
  const lessons = course.lessons.map((lesson, at) => ({ lesson, at, shown: shownOf(lesson, words) }));
  return html`<nav class="tree card" aria-label=${t("editor.tree")}>
    <a href=${`/studio/courses/${course.id}`} aria-current=${section ? undefined : "page"}>${t("editor.course")}</a>
    ${count > MANY && html`<${TextField} label=${t("editor.find_part")} type="search" value=${words} onChange=${setWords} />`}
    <ol lang=${course.language}>
      ${lessons
        .filter(({ shown }) => shown)
        .map(
          ({ lesson, at, shown }) => html`<li key=${lesson.id}>
            <${Lesson} course=${course} lesson=${lesson} sections=${shown} current=${section}
              isFolded=${count > MANY && !words}>
              <${LessonActions} lesson=${lesson} at=${at} count=${course.lessons.length} arrange=${arrange} />
            </${Lesson}>
          </li>`,
        )}
    </ol>
    <${ActionButton} kind="small quiet"
      act=${() => arrange.addLesson(t("outline.new_lesson"))}>${t("outline.add_lesson")}</${ActionButton}>
  </nav>`;
}

/** The sections of a lesson in whose titles the words are, all where they are in the lesson's own; null for none. */
function shownOf(lesson, words) {
  const has = (one) => `${one.key} ${one.title}`.toLowerCase().includes(words.trim().toLowerCase());
  if (has(lesson)) return lesson.sections;
  const found = lesson.sections.filter(has);
  return found.length ? found : null;
}

/** A lesson's title, its actions, and its sections: folded away where there are many, but those of the open section. */
function Lesson({ course, lesson, sections, current, isFolded, children }) {
  const holds = sections.some((one) => one.id === current);
  const [isOpen, setOpen] = useState(holds);
  useEffect(() => void (holds && setOpen(true)), [holds]);
  const title = html`<strong dir="auto">${lesson.key}. ${lesson.title}</strong>`;
  const shown = !isFolded || isOpen;
  return html`<div class="row apart">
      ${isFolded
        ? html`<button type="button" class="fold" aria-expanded=${String(shown)} onClick=${() => setOpen(!isOpen)}>${title}</button>`
        : title}
      ${children}
    </div>
    ${
      shown &&
      html`<ol>
        ${sections.map(
          (one) => html`<li key=${one.id}>
            <a href=${`/studio/courses/${course.id}/sections/${one.id}`} aria-current=${one.id === current ? "page" : undefined} dir="auto">
              ${one.key} ${one.title}
            </a>
          </li>`,
        )}
      </ol>`
    }`;
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
