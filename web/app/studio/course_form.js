// What is said of a course as a whole, and of each of its lessons.
import { useState } from "preact/hooks";
import { patch, remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { linesOf } from "../lib/lists.js";
import { named, t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { unlessUndone } from "../lib/telling.js";
import { ActionButton, useAction } from "../parts/actions.js";
import { CheckField, ChoiceField, TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { Conflict, SavedNote } from "./saved_note.js";
import { changedFields, useSaving } from "./saving.js";

const DIFFICULTIES = ["beginner", "intermediate", "advanced"];

const pick = (course) => ({
  title: course.title,
  description: course.description,
  objectives: course.objectives.join("\n"),
  difficulty: course.difficulty,
  category: course.category,
  tags: course.tags.join(", "),
});

function changes(before, after) {
  const found = changedFields(before, after);
  if (found?.objectives !== undefined) found.objectives = linesOf(found.objectives);
  if (found?.tags !== undefined)
    found.tags = found.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean);
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
      <${TextField}
        label=${t("new.name")}
        maxlength="200"
        value=${form.title}
        onChange=${set("title")}
        fault=${fault("title")}
      />
      <${TextField}
        label=${t("new.description")}
        rows="4"
        value=${form.description}
        onChange=${set("description")}
        fault=${fault("description")}
      />
      <${TextField}
        label=${t("new.objectives")}
        hint=${t("new.objectives_hint")}
        rows="5"
        value=${form.objectives}
        onChange=${set("objectives")}
        fault=${fault("objectives")}
      />
      <div class="fields">
        <${ChoiceField}
          label=${t("new.difficulty")}
          value=${form.difficulty}
          onChange=${set("difficulty")}
          options=${DIFFICULTIES.map((one) => [one, named("difficulty", one)])}
        />
        <${TextField}
          label=${t("new.category")}
          maxlength="100"
          value=${form.category}
          onChange=${set("category")}
          fault=${fault("category")}
        />
        <${TextField}
          label=${t("new.tags")}
          hint=${t("new.tags_hint")}
          value=${form.tags}
          onChange=${set("tags")}
          fault=${fault("tags")}
        />
      </div>
    </div>
    <h2>${t("editor.lessons")}</h2>
    ${course.lessons.map((lesson) => html`<${LessonForm} key=${lesson.id} lesson=${lesson} resource=${resource}
      language=${course.language} />`)}
    ${course.status === "draft" && !course.release && html`<${DeleteCourse} course=${course} etag=${resource.etag} />`}
    <${Conflict} saving=${saving} pick=${pick} />
  </div>`;
}

function LessonForm({ lesson, resource, language }) {
  const [form, setForm] = useState({ title: lesson.title, summary: lesson.summary, is_required: lesson.is_required });
  const [problem, setProblem] = useState(null);
  const set = (name) => (value) => setForm((now) => ({ ...now, [name]: value }));
  const [save, isBusy] = useAction(
    async () => {
      setProblem(null);
      const { data, etag } = await patch(`/api/lessons/${lesson.id}`, form, resource.etag);
      resource.set({ data, etag });
    },
    (refused) => {
      setProblem(refused);
      if (refused.status === 412) resource.reload();
    },
  );
  const submit = (event) => {
    event.preventDefault();
    save();
  };
  return html`<details class="card">
    <summary dir="auto">${lesson.key}. ${lesson.title}</summary>
    <form onSubmit=${submit} lang=${language}>
      <${TextField}
        label=${t("new.name")}
        required
        maxlength="200"
        value=${form.title}
        onChange=${set("title")}
        fault=${problem?.at?.("/title")}
      />
      <${TextField}
        label=${t("editor.summary")}
        rows="3"
        maxlength="2000"
        value=${form.summary}
        onChange=${set("summary")}
      />
      <${CheckField} label=${t("editor.required")} value=${form.is_required} onChange=${set("is_required")} />
      <${ProblemNote} problem=${problem} />
      <button class="button" aria-disabled=${isBusy ? "true" : undefined}>${t("saving.now")}</button>
    </form>
  </details>`;
}

function DeleteCourse({ course, etag }) {
  const act = async () => {
    navigate("/studio");
    await unlessUndone(t("outline.removed", { title: course.title }), () => remove(`/api/courses/${course.id}`, etag));
  };
  return html`<${ActionButton} kind="danger" act=${act}>${t("editor.delete_course")}</${ActionButton}>`;
}
