// A course that comes in as a package and becomes a draft.
import { useState } from "preact/hooks";
import { upload } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { announce } from "../lib/telling.js";
import { useTold } from "../parts/actions.js";
import { Bar } from "../parts/bar.js";
import { ProblemNote } from "../parts/notes.js";

/** `brought` is called once the draft is there. */
export function BringCourse({ brought }) {
  const [share, setShare] = useState(/** @type {number | null} */ (null));
  const [draft, setDraft] = useState(/** @type {any} */ (null));
  const [bring, isBusy, problem] = useTold(async (file) => {
    setDraft(null);
    setShare(0);
    const form = new FormData();
    form.append("file", file);
    try {
      const { data } = await upload("/api/courses/import", form, { told: setShare });
      setDraft(data);
      announce(t("bring.done", { title: data.title }));
      brought();
    } finally {
      setShare(null);
    }
  });
  const choose = (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) bring(file);
  };
  return html`<section class="card" aria-labelledby="bring">
    <h2 id="bring">${t("bring.title")}</h2>
    <label class="field">${t("bring.choose")}${" "}<input type="file" accept=".zip,.json,.imscc,.tar.gz,.tgz" onChange=${choose} /></label>
    <p class="small soft">${t("bring.kinds")}</p>
    ${share !== null && html`<${Bar} label=${t("bring.arriving")} share=${share} />`}
    <${ProblemNote} problem=${problem} />
    ${draft && html`<p><a href=${`/studio/courses/${draft.id}`} dir="auto">${t("bring.done", { title: draft.title })}</a></p>`}
    ${draft?.not_carried.length > 0 && html`<details open>
      <summary>${t("bring.not_carried", { count: draft.not_carried.length })}</summary>
      <ul class="small">${draft.not_carried.map((one) => html`<li>${one.detail || one.what}${one.where && html` (<bdi>${one.where}</bdi>)`}</li>`)}</ul>
    </details>`}
  </section>`;
}
