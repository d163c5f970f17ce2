// A lesson of the editor: its title and summary, saved by themselves.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { CheckField, TextField } from "../parts/fields.js";
import { ObjectivesField, TitleField } from "./course_fields.js";
import { LINES, PLAIN, fieldsOf, formOf } from "./forms.js";
import { Conflict, SavedNote } from "./saved_note.js";
import { useSaving } from "./saving.js";

const lessons = formOf({ title: PLAIN, summary: PLAIN, objectives: LINES, is_required: PLAIN });

/** A lesson that is gone has no fields any more: nothing of it is saved. */
const pickOf = (id) => (course) => {
  const lesson = course.lessons.find((one) => one.id === id);
  return lesson ? lessons.pick(lesson) : {};
};

export function LessonForm({ lesson, course, resource }) {
  const pick = pickOf(lesson.id);
  const saving = useSaving({
    key: `lesson.${lesson.id}`,
    path: `/api/lessons/${lesson.id}`,
    read: `/api/courses/${course.id}`,
    initial: { data: course, etag: resource.etag },
    pick,
    changes: lessons.changes,
    saved: resource.set,
  });
  const field = fieldsOf(saving);
  return html`<details class="card">
    <summary dir="auto">${lesson.key}. ${saving.form.title}</summary>
    <${SavedNote} saving=${saving} />
    <div lang=${course.language}>
      <${TitleField} ...${field("title")} />
      <${TextField} label=${t("editor.summary")} rows="3" maxlength="2000" ...${field("summary")} />
      <${ObjectivesField} ...${field("objectives")} />
      <${CheckField} label=${t("editor.required")} ...${field("is_required")} />
    </div>
    <${Conflict} saving=${saving} pick=${pick} />
  </details>`;
}
