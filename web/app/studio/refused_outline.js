// The outline that the review refused: with what was found, to be taken as it is, or edited and taken.
import { useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { ProblemNote } from "../parts/notes.js";
import { Findings } from "./findings.js";
import { renumbered } from "./outline.js";
import { OutlineEditor } from "./outline_editor.js";

export function RefusedOutline({ generation, ask }) {
  const [draft, setDraft] = useState(/** @type {any} */ (null));
  const [outline, setOutline] = useState(/** @type {any} */ (null));
  const [show, , hidden] = useTold(async () => {
    const { data } = await get(`/api/generations/${generation.id}/outline/draft`);
    setOutline(data.outline);
    setDraft(data);
  });
  const isChanged = draft && JSON.stringify(renumbered(outline)) !== JSON.stringify(renumbered(draft.outline));
  const [take, , problem] = useTold(async () => {
    await (isChanged ? ask("revise", { outline: renumbered(outline) }) : ask("outline/accept"));
  });
  if (!draft) {
    return html`<${ActionButton} kind="small" act=${show}>${t("generation.show_draft")}</${ActionButton}>
      <${ProblemNote} problem=${hidden} />`;
  }
  return html`<section aria-labelledby="refused-outline">
    <h2 id="refused-outline">${t("generation.draft")}</h2>
    <${Findings} findings=${draft.findings} />
    <${OutlineEditor} outline=${outline} change=${setOutline} problem=${problem} />
    <${ProblemNote} problem=${problem} />
    <${ActionButton} kind="main" act=${take}>
      ${isChanged ? t("outline.approve_changed") : t("generation.accept")}
    </${ActionButton}>
  </section>`;
}
