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
import { Applications, Examples, Exercises, Resources } from "./parts_of_section.js";
import { HumanReview } from "./human_review.js";
import { Pictures } from "./pictures.js";
import { Regenerate } from "./regenerate.js";
import { RulesOfSection } from "./rules_of_section.js";
import { SavedNote, Conflict } from "./saved_note.js";
import { changedFields, useSaving } from "./saving.js";
import { SectionActions } from "./section_actions.js";
import { SectionFindings } from "./section_findings.js";
import { Versions } from "./versions.js";

const OWN = ["title", "is_required", "estimated_duration", "requires_retake", "prerequisites", "gate"];
const LINES = ["objectives", "assessment_criteria"];
const CONTENT = ["summary", "explanation", "examples", "exercises", "checks", "applications", "resources", "visuals"];

function pick(section) {
  const own = Object.fromEntries(OWN.map((name) => [name, section[name]]));
  const content = Object.fromEntries(CONTENT.map((name) => [name, section.content[name]]));
  const lines = Object.fromEntries(LINES.map((name) => [name, section[name].join("\n")]));
  return { ...own, ...lines, ...content };
}

function changes(before, after) {
  const found = changedFields(before, after);
  if (!found) return null;
  const body = Object.fromEntries(Object.entries(found).filter(([name]) => OWN.includes(name)));
  const content = Object.fromEntries(Object.entries(found).filter(([name]) => CONTENT.includes(name)));
  for (const name of LINES) if (found[name] !== undefined) body[name] = linesOf(found[name]);
  if (Object.keys(content).length) body.content = content;
  return body;
}

export function SectionEditor({ id, course, resource }) {
  const section = useResource(`/api/sections/${id}`);
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
  const { form, change, server, problem } = saving;
  const set = (name) => (value) =>
    change((now) => ({ ...now, [name]: typeof value === "function" ? value(now[name]) : value }));
  const fault = (name) => problem?.at?.(CONTENT.includes(name) ? `/content/${name}` : `/${name}`);
  const doubts = useDoubts(server.data, course, looks);
  return html`<div>
    <div class="row apart">
      <h2 dir="auto" lang=${course.language}>${server.data.key} ${form.title}</h2>
      <${SavedNote} saving=${saving} />
    </div>
    <${SectionActions} section=${server.data} course=${course} resource=${resource} />
    <div class="beside">
      <div lang=${course.language}>
        <${TextField}
          label=${t("outline.section_title")}
          maxlength="200"
          value=${form.title}
          onChange=${set("title")}
          fault=${fault("title")}
        />
        <${TextField}
          label=${t("outline.objectives")}
          hint=${t("outline.one_a_line")}
          rows="3"
          value=${form.objectives}
          onChange=${set("objectives")}
          fault=${fault("objectives")}
        />
        <${TextField}
          label=${t("outline.criteria")}
          hint=${t("outline.one_a_line")}
          rows="2"
          value=${form.assessment_criteria}
          onChange=${set("assessment_criteria")}
          fault=${fault("assessment_criteria")}
        />
        <${TextField}
          label=${t("editor.summary")}
          rows="2"
          value=${form.summary}
          onChange=${set("summary")}
          fault=${fault("summary")}
        />
        <${Explanation}
          saving=${saving}
          value=${form.explanation}
          onChange=${set("explanation")}
          fault=${fault("explanation")}
        />
        <${Examples} items=${form.examples} onChange=${set("examples")} problem=${problem} />
        <${Exercises} items=${form.exercises} onChange=${set("exercises")} problem=${problem} />
        <${Checks}
          section=${id}
          looks=${looks}
          isSaved=${saving.status === "saved"}
          items=${form.checks}
          objectives=${linesOf(form.objectives)}
          onChange=${set("checks")}
          problem=${problem}
        />
        <${Applications} items=${form.applications} onChange=${set("applications")} problem=${problem} />
        <${Resources} items=${form.resources} onChange=${set("resources")} problem=${problem} />
        <${Pictures} course=${course} items=${form.visuals} media=${server.data.media} onChange=${set("visuals")} />
        <${RulesOfSection}
          section=${server.data}
          course=${course}
          form=${form}
          set=${set}
          fault=${(name) => fault(name) || doubts(name)}
        />
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
function Explanation({ saving, value, onChange, fault }) {
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
    <div class="buttons" role="group" aria-label=${t("editor.explanation")}>
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
            value=${value}
            onChange=${onChange}
            fault=${fault}
          />`
    }
  </section>`;
}
