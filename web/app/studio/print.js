// A course on paper: the page that its export `print` is, looked at first and then printed by the browser.
import { useEffect, useState } from "preact/hooks";
import { download } from "../lib/api.js";
import { Rendered, html } from "../lib/html.js";
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
    ${paper && html`<div dir=${paper.dir}><${Rendered} class="paper" lang=${paper.lang} markup=${paper.markup} /></div>`}`;
}

/** The main part of the exported document; these pages have its styles, and parsing the whole would apply its own. */
async function readPaper(id, isDraft) {
  const { blob } = await download(`/api/courses/${id}/exports/print${isDraft ? "?draft=true" : ""}`);
  const text = await blob.text();
  const [, lang, dir] = /<html lang="([^"]*)" dir="([^"]*)">/.exec(text) ?? ["", "", "auto"];
  return { lang, dir, markup: text.slice(text.indexOf("<main>") + "<main>".length, text.lastIndexOf("</main>")) };
}
