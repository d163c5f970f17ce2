// Lessons and sections of an outline: named, ordered by keys or by dragging, added, taken out.
import { useRef, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { keepFocus } from "../lib/focus.js";
import { linesOf } from "../lib/lists.js";
import { t } from "../lib/messages.js";
import { announce, toast } from "../lib/telling.js";
import { TextField } from "../parts/fields.js";
import {
  addedLesson,
  addedSection,
  backLesson,
  backSection,
  movedLesson,
  movedSection,
  nudgedSection,
  withLesson,
  withSection,
  withoutLesson,
  withoutSection,
} from "./outline.js";
import { SectionPassages } from "./section_passages.js";

export function OutlineEditor({ outline, change, problem }) {
  const drag = useDrag((from, to) => change(movedSection(outline, from, to)));
  const take = (next, title, back) => {
    change(next);
    toast(t("outline.removed", { title }), { undo: () => change(back) });
  };
  return html`<ol class="plain-list">
      ${outline.lessons.map(
        (lesson, at) =>
          html`<li class="card" key=${at}>
            <${Lesson} outline=${outline} lesson=${lesson} at=${at} change=${change} take=${take} problem=${problem} />
            <ol class="plain-list" ...${drag.over([at, lesson.sections.length])}>
              ${lesson.sections.map(
                (section, place) =>
                  html`<${Section}
                    key=${section.key}
                    outline=${outline}
                    section=${section}
                    at=${at}
                    place=${place}
                    change=${change}
                    take=${take}
                    drag=${drag}
                    problem=${problem}
                  />`,
              )}
            </ol>
            <button
              type="button"
              class="button small"
              onClick=${() => change(addedSection(outline, at, t("outline.new_section")))}
            >
              ${t("outline.add_section")}
            </button>
          </li>`,
      )}
    </ol>
    <button
      type="button"
      class="button small"
      onClick=${() => change(addedLesson(outline, t("outline.new_lesson"), t("outline.new_section")))}
    >
      ${t("outline.add_lesson")}
    </button>`;
}

function Lesson({ outline, lesson, at, change, take, problem }) {
  const names = { title: lesson.title };
  const move = (to) => {
    keepFocus();
    change(movedLesson(outline, at, to));
  };
  return html`<${TextField}
      label=${t("outline.lesson", { number: at + 1 })}
      maxlength="200"
      value=${lesson.title}
      fault=${problem?.at?.(`/outline/lessons/${at}/title`)}
      onChange=${(title) => change(withLesson(outline, at, { title }))}
    />
    <div class="buttons block">
      <button
        type="button"
        class="button small quiet"
        disabled=${at === 0}
        aria-label=${t("outline.up", names)}
        onClick=${() => move(at - 1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="button small quiet"
        disabled=${at === outline.lessons.length - 1}
        aria-label=${t("outline.down", names)}
        onClick=${() => move(at + 1)}
      >
        ↓
      </button>
      <button
        type="button"
        class="button small quiet"
        disabled=${outline.lessons.length === 1}
        aria-label=${t("outline.take_out", names)}
        onClick=${() => take(withoutLesson(outline, at), lesson.title, (now) => backLesson(now, at, lesson))}
      >
        ${t("do.remove")}
      </button>
    </div>`;
}

function Section({ outline, section, at, place, change, take, drag, problem }) {
  const names = { title: section.title };
  const item = useRef(null);
  const nudge = (by) => {
    keepFocus();
    change(nudgedSection(outline, at, place, by));
    announce(t(by < 0 ? "outline.moved_up" : "outline.moved_down", names));
  };
  const keys = (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    nudge(event.key === "ArrowUp" ? -1 : 1);
  };
  const set = (fields) => change(withSection(outline, at, place, fields));
  const isFirst = at === 0 && place === 0;
  const isLast = at === outline.lessons.length - 1 && place === outline.lessons[at].sections.length - 1;
  return html`<li class="outline-item" ref=${item} onKeyDown=${keys} ...${drag.over([at, place])}>
    <div class="row">
      <span
        class="grip"
        draggable="true"
        aria-hidden="true"
        title=${t("outline.drag")}
        ...${drag.grip([at, place], item)}
        >⠿</span
      >
      <span class="soft">${at + 1}.${place + 1}</span>
      <div class="buttons">
        <button
          type="button"
          class="button small quiet"
          disabled=${isFirst}
          aria-label=${t("outline.up", names)}
          onClick=${() => nudge(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="button small quiet"
          disabled=${isLast}
          aria-label=${t("outline.down", names)}
          onClick=${() => nudge(1)}
        >
          ↓
        </button>
        <button
          type="button"
          class="button small quiet"
          aria-label=${t("outline.take_out", names)}
          onClick=${() => take(withoutSection(outline, at, place), section.title, (now) => backSection(now, at, place, section))}
        >
          ${t("do.remove")}
        </button>
      </div>
    </div>
    <${TextField}
      label=${t("outline.section_title")}
      maxlength="200"
      value=${section.title}
      onChange=${(title) => set({ title })}
      fault=${problem?.at?.(`/outline/lessons/${at}/sections/${place}`)}
    />
    <${Details} section=${section} set=${set} />
  </li>`;
}

function Details({ section, set }) {
  return html`<details>
    <summary>
      ${t("outline.details", { count: section.objectives.length })}<span class="visually-hidden"
        >${" "}${section.title}</span
      >
    </summary>
    ${section.summary && html`<p class="soft" dir="auto">${section.summary}</p>`}
    <${Lines}
      label=${t("outline.objectives")}
      lines=${section.objectives}
      onChange=${(objectives) => set({ objectives })}
    />
    <${Lines}
      label=${t("outline.criteria")}
      lines=${section.assessment_criteria}
      onChange=${(assessment_criteria) => set({ assessment_criteria })}
    />
    <${SectionPassages} title=${section.title} references=${section.source_blocks} />
  </details>`;
}

/** One item a line; what is typed stays as it is typed. */
function Lines({ label, lines, onChange }) {
  const [text, setText] = useState(lines.join("\n"));
  const type = (typed) => {
    setText(typed);
    onChange(linesOf(typed));
  };
  return html`<${TextField}
    label=${label}
    hint=${t("outline.one_a_line")}
    rows=${Math.max(2, lines.length)}
    value=${text}
    onChange=${type}
  />`;
}

/** Dragging a section by its grip onto another, or onto a lesson. */
function useDrag(drop) {
  const from = useRef(null);
  const grip = (place, item) => ({
    onDragStart: (event) => {
      from.current = place;
      event.dataTransfer.setDragImage(item.current, 0, 0);
      event.dataTransfer.effectAllowed = "move";
    },
    onDragEnd: () => (from.current = null),
  });
  const over = (place) => ({
    onDragOver: (event) => from.current && event.preventDefault(),
    onDrop: (event) => {
      if (!from.current) return;
      event.preventDefault();
      event.stopPropagation();
      drop(from.current, place);
      from.current = null;
    },
  });
  return { grip, over };
}
