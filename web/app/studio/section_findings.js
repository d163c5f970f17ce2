import { html } from "../lib/html.js";
import { percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Read } from "../parts/notes.js";
import { Findings } from "./findings.js";

/** What the review says of a section as it stands. */
export function SectionFindings({ id }) {
  const resource = useResource(`/api/sections/${id}/findings`);
  return html`<section class="card" aria-labelledby="findings">
    <h3 id="findings">${t("editor.findings")}</h3>
    <${Read} resource=${resource}>
      ${({ findings, quality_score: score }) =>
        html` ${score !== null && html`<p>${t("editor.quality", { score: percent(Number(score)) })}</p>`}
          <${Findings} findings=${findings} />`}
    </${Read}>
  </section>`;
}
