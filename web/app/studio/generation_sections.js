// The sections of a generation: how each is, its text as soon as it is there, and what to do where it waits.
import { useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { Rendered, html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { Badge } from "../parts/badge.js";
import { sentenceOf } from "../parts/notes.js";
import { Findings } from "./findings.js";
import { Retrying } from "./waiting.js";

export function Sections({ generation, previews, ask }) {
  if (!generation.sections.length) return null;
  const lessons = Map.groupBy(generation.sections, (one) => one.lesson);
  return html`<section aria-labelledby="sections">
    <h2 id="sections">${t("generation.sections")}</h2>
    ${[...lessons].map(
      ([lesson, sections]) =>
        html`<h3 dir="auto" key=${lesson}>${lesson}</h3>
          <ul class="plain-list">
            ${sections.map(
              (one) =>
                html`<${Section}
                  key=${one.key}
                  section=${one}
                  generation=${generation}
                  preview=${previews[one.key]}
                  ask=${ask}
                />`,
            )}
          </ul>`,
    )}
  </section>`;
}

function Section({ section, generation, preview, ask }) {
  const { key, title, status, attempts, problem } = section;
  return html`<li class="card">
    <div class="row apart">
      <h4 dir="auto">${key} ${title}</h4>
      <${Badge} group="section_status" value=${problem && !problem.final ? "retrying" : status} />
    </div>
    ${
      status === "writing" &&
      section.under_way_since &&
      html`<p class="soft small">${t("generation.under_way", { when: ago(section.under_way_since) })}</p>`
    }
    ${attempts > 1 && status !== "written" && html`<p
      class="soft small">${t("generation.attempts", { count: attempts })}</p>`}
    ${problem && html`<p class="field-fault">${problem.detail}${" "}<${Retrying} problem=${problem} /></p>`}
    ${
      status === "writing" &&
      preview &&
      html`<details>
        <summary>${t("generation.written_so_far")}</summary>
        <pre class="preview small" tabindex="0" dir="auto">${preview}</pre>
      </details>`
    }
    ${status === "written" && html`<${Text} generation=${generation} section=${section} />`}
    ${status === "waiting" && html`<${Waiting} generation=${generation} section=${section} ask=${ask} />`}
  </li>`;
}

/** The text of a written section, read when it is opened. */
function Text({ generation, section }) {
  const [state, setState] = useState(/** @type {{data?: any, problem?: any}} */ ({}));
  const open = async (event) => {
    if (!event.target.open || state.data) return;
    try {
      setState(await get(`/api/generations/${generation.id}/sections/${section.key}`));
    } catch (problem) {
      setState({ problem });
    }
  };
  return html`<details onToggle=${open}>
    <summary>${t("generation.read")}<span class="visually-hidden">${" "}${section.title}</span></summary>
    ${state.problem && html`<p class="field-fault">${sentenceOf(state.problem)}</p>`}
    ${
      state.data &&
      html`<${Rendered} markup=${state.data.explanation_html} />
        <p class="small soft">
          ${t("generation.holds", { checks: state.data.content.checks.length, exercises: state.data.content.exercises.length })}
        </p>`
    }
  </details>`;
}

/** A section that the review refused: its draft with what was found, to be tried again or taken as it is. */
function Waiting({ generation, section, ask }) {
  const [draft, setDraft] = useState(/** @type {any} */ (null));
  const path = `sections/${section.key}`;
  const [show, , problem] = useTold(async () => {
    const { data } = await get(`/api/generations/${generation.id}/${path}/draft`);
    setDraft(data);
  });
  return html`<div class="buttons">
      <${ActionButton} kind="small" act=${() => ask(`${path}/retry`)}>${t("do.again")}</${ActionButton}>
      ${!draft && html`<${ActionButton} kind="small" act=${show}>${t("generation.show_draft")}</${ActionButton}>`}
    </div>
    ${problem && html`<p class="field-fault">${sentenceOf(problem)}</p>`}
    ${
      draft &&
      html`<h5>${t("generation.draft")}</h5>
      <pre class="preview" tabindex="0" dir="auto">${draft.content.explanation}</pre>
      <${Findings} findings=${draft.findings} />
      <${ActionButton} kind="small" act=${() => ask(`${path}/accept`, {})}>${t("generation.accept")}</${ActionButton}>`
    }`;
}
