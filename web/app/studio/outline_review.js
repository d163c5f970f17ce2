// The outline that awaits a review: edit it, approve it, or ask for another in words.
import { useEffect, useState } from "preact/hooks";
import { keep, kept, useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { toast } from "../lib/telling.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { get, pause } from "../lib/api.js";
import { differences, renumbered } from "./outline.js";
import { OutlineEditor } from "./outline_editor.js";

const LOOK_MS = 300;
const MOST_LOOKS = 100;

export function OutlineReview({ generation, ask }) {
  const stored = JSON.stringify(generation.outline);
  return html`<${Review} key=${stored} stored=${stored} generation=${generation} ask=${ask} />`;
}

function Review({ stored, generation, ask }) {
  const [draft, setDraft, clear] = useDraft(`outline.${generation.id}`, { of: stored, outline: generation.outline });
  const outline = draft.of === stored ? draft.outline : generation.outline;
  const present = (last) => (last.of === stored ? last.outline : generation.outline);
  /** `next` is an outline, or a function of the present one. */
  const change = (next) =>
    setDraft((last) => ({ of: stored, outline: typeof next === "function" ? next(present(last)) : next }));
  const isChanged = JSON.stringify(renumbered(outline)) !== JSON.stringify(renumbered(generation.outline));

  const [approve, isBusy, problem] = useTold(async () => {
    if (isChanged) {
      await ask("revise", { outline: renumbered(outline) });
      await untilAdopted(generation.id, stored);
    }
    await ask("approve");
    clear();
  });
  const undo = () => {
    const before = outline;
    change(generation.outline);
    toast(t("outline.reset"), { undo: () => change(before) });
  };
  return html`<section aria-labelledby="outline">
    <h2 id="outline">${t("outline.title")}</h2>
    <${Changed} generation=${generation} />
    <${OutlineEditor} outline=${outline} change=${change} problem=${problem} />
    ${
      generation.outline.untaught.length > 0 &&
      html`<div class="note warn">
        <p>${t("outline.untaught")}</p>
        <ul>
          ${generation.outline.untaught.map((one) => html`<li dir="auto">${one}</li>`)}
        </ul>
      </div>`
    }
    <${ProblemNote} problem=${problem} />
    <div class="buttons block">
      <button type="button" class="button main" aria-disabled=${isBusy ? "true" : undefined} onClick=${approve}>
        ${isChanged ? t("outline.approve_changed") : t("outline.approve")}
      </button>
      ${isChanged && html`<button type="button" class="button" onClick=${undo}>${t("outline.undo_all")}</button>`}
    </div>
    <${Ask} generation=${generation} ask=${ask} />
  </section>`;
}

/** After an outline was sent, the one that is `stored` gives way to it before it can be approved. */
async function untilAdopted(id, stored) {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const { data } = await get(`/api/generations/${id}`);
    if (data.status === "awaiting_review" && JSON.stringify(data.outline) !== stored) return;
    await pause(LOOK_MS);
  }
}

function Ask({ generation, ask }) {
  const [wish, setWish, clear] = useDraft(`outline-wish.${generation.id}`, "");
  const [send, isBusy, problem] = useTold(async () => {
    keep(`outline-before.${generation.id}`, generation.outline);
    await ask("revise", { feedback: wish });
    clear();
    setWish("");
  });
  const submit = (event) => {
    event.preventDefault();
    if (wish.trim()) send();
  };
  return html`<form class="card" onSubmit=${submit}>
    <h3>${t("outline.ask")}</h3>
    <${TextField}
      label=${t("outline.wish")}
      hint=${t("outline.wish_hint")}
      rows="3"
      maxlength="5000"
      value=${wish}
      onChange=${setWish}
    />
    <${ProblemNote} problem=${problem} />
    <button class="button" aria-disabled=${isBusy ? "true" : undefined}>${t("outline.send_wish")}</button>
  </form>`;
}

/** What another outline changed against the one before. */
function Changed({ generation }) {
  const [before] = useState(() => kept(`outline-before.${generation.id}`));
  const [isOpen, setOpen] = useState(true);
  useEffect(() => setOpen(true), [generation.outline]);
  if (!before || !isOpen) return null;
  const found = differences(before, generation.outline);
  return html`<div class="note">
    <h3>${t("outline.what_changed")}</h3>
    ${
      found.length
        ? html`<ul>
            ${found.map(([kind, title]) => html`<li>${t(`change.${kind}`)}: <span dir="auto">${title}</span></li>`)}
          </ul>`
        : html`<p>${t("outline.nothing_changed")}</p>`
    }
    <button type="button" class="button small" onClick=${() => setOpen(false)}>${t("do.dismiss")}</button>
  </div>`;
}
