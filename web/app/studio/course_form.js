// What is said of a course as a whole, how it leads its learners, and its lessons.
import { remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { linesOf } from "../lib/lists.js";
import { t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { unlessUndone } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { AboutFields, CatalogueFields, DifficultyField, tagsOf } from "./course_fields.js";
import { LessonForm } from "./lesson_form.js";
import { Thumbnail } from "./pictures.js";
import { Policy } from "./policy.js";
import { RemovedParts } from "./removed_parts.js";
import { Conflict, SavedNote } from "./saved_note.js";
import { changedFields, useSaving } from "./saving.js";

const pick = (course) => ({
  title: course.title,
  description: course.description,
  objectives: course.objectives.join("\n"),
  difficulty: course.difficulty,
  category: course.category,
  tags: course.tags.join(", "),
  progression_policy: course.progression_policy,
});

function changes(before, after) {
  const found = changedFields(before, after);
  if (found?.objectives !== undefined) found.objectives = linesOf(found.objectives);
  if (found?.tags !== undefined) found.tags = tagsOf(found.tags);
  return found;
}

export function CourseForm({ course, resource }) {
  const saving = useSaving({
    key: `course.${course.id}`,
    path: `/api/courses/${course.id}`,
    initial: { data: course, etag: resource.etag },
    pick,
    changes,
    saved: resource.set,
  });
  const { form, change, problem } = saving;
  const set = (name) => (value) => change((now) => ({ ...now, [name]: value }));
  const fault = (name) => problem?.at?.(`/${name}`);
  return html`<div>
    <div class="row apart">
      <h2>${t("editor.course")}</h2>
      <${SavedNote} saving=${saving} />
    </div>
    <div class="card" lang=${course.language}>
      <${AboutFields} form=${form} set=${set} fault=${fault} />
      <div class="fields">
        <${DifficultyField} form=${form} set=${set} />
        <${CatalogueFields} form=${form} set=${set} fault=${fault} />
      </div>
    </div>
    <${Policy}
      policy=${form.progression_policy}
      onChange=${(next) => change((now) => ({ ...now, progression_policy: next(now.progression_policy) }))}
      fault=${(name) => fault(`progression_policy/${name}`)}
    />
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
