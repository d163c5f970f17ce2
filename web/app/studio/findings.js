// What the review has to say of a text.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { Badge } from "../parts/badge.js";
import { reviewSentence } from "./review_sentences.js";

export function Findings({ findings }) {
  if (!findings.length) return html`<p class="soft small">${t("findings.none")}</p>`;
  return html`<ul class="plain-list small">
    ${findings.map((one) => html`<li><${Badge} group="severity" value=${one.severity} /> ${reviewSentence(one)}</li>`)}
  </ul>`;
}
