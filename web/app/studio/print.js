// A course on paper: the page that its export `print` is, looked at first and then printed by the browser.
import { useEffect, useState } from "preact/hooks";
import { download } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ProblemNote } from "../parts/notes.js";

export default function PrintPage({ id, query }) {
  const [paper, setPaper] = useState(/** @type {{lang: string, dir: string, markup: string} | null} */ (null));
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const isDraft = query.get("draft") === "true";
  const read = () => readPaper(id, isDraft).then((found) => (setProblem(null), setPaper(found)), setProblem);
  useEffect(() => void read(), [id, isDraft]);
  if (!paper && !problem) return html`<h1>${t("print.title")}</h1><p class="soft">${t("page.loading")}</p>`;
  return html`<div class="buttons">
      <button type="button" class="button main" disabled=${!paper} onClick=${() => print()}>${t("print.print")}</button>
      <a class="button" href=${`/studio/courses/${id}/exports`}>${t("exports.title")}</a>
    </div>
    ${problem && html`<h1>${t("print.title")}</h1><${ProblemNote} problem=${problem} again=${read} />`}
    ${paper && html`<div class="paper" lang=${paper.lang} dir=${paper.dir} dangerouslySetInnerHTML=${{ __html: paper.markup }}></div>`}`;
}

/** What stands between the frame of the exported document, whose styles these pages have. */
async function readPaper(id, isDraft) {
  const { blob } = await download(`/api/courses/${id}/exports/print${isDraft ? "?draft=true" : ""}`);
  const found = new DOMParser().parseFromString(await blob.text(), "text/html");
  const { lang, dir } = found.documentElement;
  return { lang, dir, markup: found.querySelector("main")?.innerHTML ?? "" };
}
