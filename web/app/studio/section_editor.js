// One section: its text, what learners do in it, where it comes from, and what the review says.
import { useEffect, useState } from "preact/hooks";
import { Rendered, html } from "../lib/html.js";
import { linesOf } from "../lib/lists.js";
import { t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { TextField } from "../parts/fields.js";
import { Read } from "../parts/notes.js";
import { Checks } from "./checks.js";
import { Citations } from "./citations.js";
import { ObjectivesField } from "./course_fields.js";
import { LINES, PLAIN, fieldsOf, formOf } from "./forms.js";
import { Applications, Examples, Exercises, Resources } from "./parts_of_section.js";
import { HumanReview } from "./human_review.js";
import { Pictures } from "./pictures.js";
import { Regenerate } from "./regenerate.js";
import { RulesOfSection } from "./rules_of_section.js";
import { SavedNote, Conflict } from "./saved_note.js";
import { useSaving } from "./saving.js";
import { SectionActions } from "./section_actions.js";
import { SectionFindings } from "./section_findings.js";
import { Versions } from "./versions.js";

const own = formOf({
  title: PLAIN,
  objectives: LINES,
  assessment_criteria: LINES,
  is_required: PLAIN,
  estimated_duration: PLAIN,
  requires_retake: PLAIN,
  prerequisites: PLAIN,
  gate: PLAIN,
});
const CONTENT = ["summary", "explanation", "examples", "exercises", "checks", "applications", "resources", "visuals"];
const content = formOf(Object.fromEntries(CONTENT.map((name) => [name, PLAIN])));

const pick = (section) => ({ ...own.pick(section), ...content.pick(section.content) });

function changes(before, after) {
  const inner = content.changes(before, after);
  const found = { ...own.changes(before, after), ...(inner && { content: inner }) };
  return Object.keys(found).length ? found : null;
}

const pointer = (name) => (CONTENT.includes(name) ? `/content/${name}` : `/${name}`);

export function SectionEditor({ id, course, resource }) {
  const section = useResource(`/api/sections/${id}`);
  useEffect(() => void (section.data && section.reload()), [resource.etag]);
  return html`<${Read} resource=${section}>
    ${(data) => html`<${Editing} key=${id} initial=${{ data, etag: section.etag }} course=${course}
      resource=${resource} />`}
  </${Read}>`;
}

function Editing({ initial, course, resource }) {
  const { id } = initial.data;
  const [looks, setLooks] = useState(0);
  const saving = useSaving({
    key: `section.${id}`,
    path: `/api/sections/${id}`,
    initial,
    pick,
    changes,
    saved: () => {
      resource.reload();
      setLooks((now) => now + 1);
    },
  });
  const { form, server, problem } = saving;
  const field = fieldsOf(saving, pointer);
  const doubts = useDoubts(server.data, course, looks);
  const ruled = (name) => ({ ...field(name), fault: field(name).fault || doubts(name) });
  return html`<div>
    <div class="row apart">
      <h2 dir="auto" lang=${course.language}>${server.data.key} ${form.title}</h2>
      <${SavedNote} saving=${saving} />
    </div>
    <${SectionActions} section=${server.data} course=${course} resource=${resource} />
    <div class="beside">
      <div lang=${course.language}>
        <${TextField} label=${t("outline.section_title")} maxlength="200" ...${field("title")} />
        <${ObjectivesField} ...${field("objectives")} />
        <${TextField} label=${t("outline.criteria")} hint=${t("outline.one_a_line")} rows="2" ...${field("assessment_criteria")} />
        <${TextField} label=${t("editor.summary")} rows="2" ...${field("summary")} />
        <${Explanation} saving=${saving} field=${field("explanation")} />
        <${Examples} items=${form.examples} onChange=${field("examples").onChange} problem=${problem} />
        <${Exercises} items=${form.exercises} onChange=${field("exercises").onChange} problem=${problem} />
        <${Checks}
          section=${id}
          looks=${looks}
          isSaved=${saving.status === "saved"}
          items=${form.checks}
          objectives=${linesOf(form.objectives)}
          onChange=${field("checks").onChange}
          problem=${problem}
        />
        <${Applications} items=${form.applications} onChange=${field("applications").onChange} problem=${problem} />
        <${Resources} items=${form.resources} onChange=${field("resources").onChange} problem=${problem} />
        <${Pictures} course=${course} items=${form.visuals} media=${server.data.media} onChange=${field("visuals").onChange} />
        <${RulesOfSection} section=${server.data} course=${course} field=${ruled} />
      </div>
      <aside aria-label=${t("editor.beside")}>
        <${SectionFindings} key=${looks} id=${id} />
        <${HumanReview} course=${course} section=${server.data} />
        <${Citations} citations=${server.data.content.citations} />
        <${Versions} id=${id} looks=${looks} etag=${server.etag} taken=${saving.take} />
        <${Regenerate} id=${id} isEdited=${server.data.edited_by_hand} />
      </aside>
    </div>
    <${Conflict} saving=${saving} pick=${pick} told=${namesOfParts(course)} />
  </div>`;
}

/** In a conflict the parts that a section asks for are told by their titles. */
function namesOfParts(course) {
  const titles = new Map(
    course.lessons.flatMap((lesson) => [lesson, ...lesson.sections]).map((one) => [one.id, `${one.key} ${one.title}`]),
  );
  const name = (id) => titles.get(id) ?? id;
  return {
    prerequisites: (ids) => ids.map(name),
    gate: (gate) => ({ ...gate, requires: name(gate.requires) }),
  };
}

/** What would keep a course from being published, by the field of the section that it is about. */
function useDoubts(section, course, looks) {
  const asks = section.gate || section.prerequisites.length > 0;
  const changes = useResource(asks ? `/api/courses/${course.id}/changes` : null);
  useEffect(() => {
    if (looks) changes.reload();
  }, [looks]);
  const [lesson, place] = section.key.split(".").map((number) => Number(number) - 1);
  return (name) => {
    const under = `/lessons/${lesson}/sections/${place}/${name}`;
    const about = (changes.data?.refusals ?? []).filter(({ pointer }) => `${pointer}/`.startsWith(`${under}/`));
    return about.map((one) => one.detail).join(" ");
  };
}

/** Write and Preview: the preview is what the server made of the text, as learners will see it. */
function Explanation({ saving, field }) {
  const [isPreview, setPreview] = useState(false);
  const look = () => {
    setPreview(true);
    saving.saveNow();
  };
  const tab = (is, name, act) =>
    html`<button type="button" class="button small" aria-pressed=${is ? "true" : "false"} onClick=${act}>
      ${name}
    </button>`;
  return html`<section>
    <div class="buttons write-or-preview" role="group" aria-label=${t("editor.explanation")}>
      ${tab(!isPreview, t("editor.write"), () => setPreview(false))} ${tab(isPreview, t("editor.preview"), look)}
    </div>
    ${
      isPreview
        ? html`<div class="card">
            ${saving.status !== "saved" && html`<p class="soft small">${t("editor.preview_of_saved")}</p>`}
            <${Rendered} markup=${saving.server.data.explanation_html} />
          </div>`
        : html`<${TextField}
            label=${t("editor.explanation")}
            hint=${t("editor.markdown")}
            tall
            rows="24"
            ...${field}
          />`
    }
  </section>`;
}
