// A lesson of the editor: its title and summary, saved by themselves.
import { html } from "../lib/html.js";
import { linesOf } from "../lib/lists.js";
import { t } from "../lib/messages.js";
import { CheckField, TextField } from "../parts/fields.js";
import { Conflict, SavedNote } from "./saved_note.js";
import { changedFields, useSaving } from "./saving.js";

/** A lesson that is gone has no fields any more: nothing of it is saved. */
const fieldsOf = (id) => (course) => {
  const lesson = course.lessons.find((one) => one.id === id);
  if (!lesson) return {};
  const { title, summary, is_required } = lesson;
  return { title, summary, objectives: lesson.objectives.join("\n"), is_required };
};

function changes(before, after) {
  const found = changedFields(before, after);
  if (found?.objectives !== undefined) found.objectives = linesOf(found.objectives);
  return found;
}

export function LessonForm({ lesson, course, resource }) {
  const pick = fieldsOf(lesson.id);
  const saving = useSaving({
    key: `lesson.${lesson.id}`,
    path: `/api/lessons/${lesson.id}`,
    read: `/api/courses/${course.id}`,
    initial: { data: course, etag: resource.etag },
    pick,
    changes,
    saved: resource.set,
  });
  const { form, change, problem } = saving;
  const set = (name) => (value) => change((now) => ({ ...now, [name]: value }));
  const fault = (name) => problem?.at?.(`/${name}`);
  return html`<details class="card">
    <summary dir="auto">${lesson.key}. ${form.title}</summary>
    <${SavedNote} saving=${saving} />
    <div lang=${course.language}>
      <${TextField}
        label=${t("new.name")}
        maxlength="200"
        value=${form.title}
        onChange=${set("title")}
        fault=${fault("title")}
      />
      <${TextField}
        label=${t("editor.summary")}
        rows="3"
        maxlength="2000"
        value=${form.summary}
        onChange=${set("summary")}
        fault=${fault("summary")}
      />
      <${TextField}
        label=${t("outline.objectives")}
        hint=${t("outline.one_a_line")}
        rows="3"
        value=${form.objectives}
        onChange=${set("objectives")}
        fault=${fault("objectives")}
      />
      <${CheckField} label=${t("editor.required")} value=${form.is_required} onChange=${set("is_required")} />
    </div>
    <${Conflict} saving=${saving} pick=${pick} />
  </details>`;
}
