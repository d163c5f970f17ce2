// Everybody's generations: how far they are, what waits and why.
import { html } from "../lib/html.js";
import { ago, percent, t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { ChoiceField, TextField } from "../parts/fields.js";
import { Read } from "../parts/notes.js";
import { More, usePages } from "../parts/pages.js";
import { Frame } from "./frame.js";
import { Steering } from "./steering.js";

const LOOK_MS = 5000;
const STATUSES = ["needs_attention", "queued", "structuring", "awaiting_review", "generating", "saving", "paused", "completed", "failed", "cancelled"];

export default function Generations({ query }) {
  const status = query.get("status") ?? "";
  const instructor = query.get("instructor") ?? "";
  const choose = (wanted) => navigate(addressOf({ status, instructor, ...wanted }), { replace: true });
  return html`<${Frame} title=${t("desk.generations")}>
    <div class="fields"><${ChoiceField} label=${t("desk.status")} value=${status} onChange=${(value) => choose({ status: value })}
      options=${[["", t("catalogue.any")], ...STATUSES.map((one) => [one, t(`desk_status.${one}`)])]} />
      <${TextField} label=${t("desk.instructor")} type="search" maxlength="200" value=${instructor}
        onChange=${(value) => choose({ instructor: value })} /></div>
    <${Listed} status=${status} instructor=${instructor} />
  </${Frame}>`;
}

/** The desk with these filters; what is empty is left out. */
function addressOf(filters) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();
  return query ? `/desk?${query}` : "/desk";
}

function Listed({ status, instructor }) {
  const pages = usePages("/api/generations", { query: { all: true, limit: 50, status, instructor }, every: LOOK_MS });
  return html`<${Read} resource=${pages}>
    ${(items) => (items.length ? html`<${Table} items=${items} changed=${pages.reload} />` : html`<p>${t("desk.none")}</p>`)}
  </${Read}>
  <${More} pages=${pages} />`;
}

const Table = ({ items, changed }) => html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("desk.generations")}><table>
  <thead><tr><th>${t("desk.course")}</th><th>${t("desk.instructor")}</th><th>${t("desk.status")}</th><th class="number">${t("learner.progress")}</th><th>${t("desk.why")}</th><th>${t("desk.changed")}</th><th>${t("desk.actions")}</th></tr></thead>
  <tbody>${items.map((one) => html`<tr key=${one.id}>
    <td dir="auto"><a href=${`/desk/generations/${one.id}`}>${one.title}</a></td>
    <td dir="auto">${one.instructor ?? "–"}</td>
    <td><span class=${`badge ${KINDS[one.status] ?? ""}`}>${t(`desk_status.${one.status}`)}</span></td>
    <td class="number">${percent(one.percent / 100)}</td>
    <td lang="en">${one.problem?.detail ?? "–"}</td>
    <td>${ago(one.updated_at)}</td>
    <td><${Steering} generation=${one} changed=${changed} /></td>
  </tr>`)}</tbody>
</table></div>`;

const KINDS = { completed: "good", needs_attention: "bad", failed: "bad", awaiting_review: "warn", paused: "warn" };
