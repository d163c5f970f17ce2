// What a section of an outline is to be made from: the passages of the sources, read when they are asked for.
import { useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ProblemNote } from "../parts/notes.js";
import { Blocks } from "./source_passage.js";

const AT_ONCE = 100;

/** `references` name blocks as “source:block”. */
export function SectionPassages({ title, references }) {
  const [state, setState] = useState(/** @type {{passages?: any[], problem?: any}} */ ({}));
  const read = async () => {
    try {
      setState({ passages: await Promise.all([...bySource(references)].map(passageOf)) });
    } catch (problem) {
      setState({ problem });
    }
  };
  if (!references.length) return html`<p class="soft small">${t("outline.passages", { count: 0 })}</p>`;
  return html`<details onToggle=${(event) => event.target.open && !state.passages && read()}>
    <summary class="small">
      ${t("outline.passages", { count: references.length })}<span class="visually-hidden">${" "}${title}</span>
    </summary>
    <${ProblemNote} problem=${state.problem} again=${read} />
    ${state.passages?.map(
      (one) => html`<figure key=${one.source_id}>
        <figcaption class="small soft" dir="auto">${one.filename}</figcaption>
        <${Blocks} passage=${one} name=${one.filename} />
      </figure>`,
    )}
  </details>`;
}

function bySource(references) {
  const found = new Map();
  for (const reference of references) {
    const [source, block] = reference.split(":");
    found.set(source, [...(found.get(source) ?? []), block]);
  }
  return found;
}

async function passageOf([source, blocks]) {
  const named = new URLSearchParams(blocks.slice(0, AT_ONCE).map((block) => ["block", block]));
  return (await get(`/api/sources/${source}/blocks?${named}`)).data;
}
