// What is said of a course as a whole, how it leads its learners, and its lessons.
import { remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { unlessUndone } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { AboutFields, CatalogueFields, DifficultyField } from "./course_fields.js";
import { LINES, PLAIN, TAGS, fieldsOf, formOf } from "./forms.js";
import { LessonForm } from "./lesson_form.js";
import { Thumbnail } from "./pictures.js";
import { Policy } from "./policy.js";
import { RemovedParts } from "./removed_parts.js";
import { Conflict, SavedNote } from "./saved_note.js";
import { useSaving } from "./saving.js";

const { pick, changes } = formOf({
  title: PLAIN,
  description: PLAIN,
  objectives: LINES,
  difficulty: PLAIN,
  category: PLAIN,
  tags: TAGS,
  progression_policy: PLAIN,
});

export function CourseForm({ course, resource }) {
  const saving = useSaving({
    key: `course.${course.id}`,
    path: `/api/courses/${course.id}`,
    initial: { data: course, etag: resource.etag },
    pick,
    changes,
    saved: resource.set,
  });
  const field = fieldsOf(saving);
  return html`<div>
    <div class="row apart">
      <h2>${t("editor.course")}</h2>
      <${SavedNote} saving=${saving} />
    </div>
    <div class="card" lang=${course.language}>
      <${AboutFields} field=${field} />
      <div class="fields">
        <${DifficultyField} ...${field("difficulty")} />
        <${CatalogueFields} field=${field} />
      </div>
    </div>
    <${Policy} policy=${saving.form.progression_policy} onChange=${field("progression_policy").onChange}
      fault=${(name) => saving.problem?.at?.(`/progression_policy/${name}`)} />
    <${Thumbnail} course=${course} resource=${resource} />
    <h2>${t("editor.lessons")}</h2>
    ${course.lessons.map((lesson) => html`<${LessonForm} key=${lesson.id} lesson=${lesson} course=${course}
      resource=${resource} />`)}
    <${RemovedParts} course=${course} resource=${resource} />
    ${course.status === "draft" && !course.release && html`<${DeleteCourse} course=${course} etag=${resource.etag} />`}
    <${Conflict} saving=${saving} pick=${pick} />
  </div>`;
}

function DeleteCourse({ course, etag }) {
  const act = async () => {
    navigate("/studio");
    await unlessUndone(t("outline.removed", { title: course.title }), () => remove(`/api/courses/${course.id}`, etag));
  };
  return html`<${ActionButton} kind="danger" act=${act}>${t("editor.delete_course")}</${ActionButton}>`;
}
