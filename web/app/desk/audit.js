// The audit log: who did what to what, the latest first.
import { html } from "../lib/html.js";
import { date, t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { Read } from "../parts/notes.js";
import { More, usePages } from "../parts/pages.js";
import { Frame } from "./frame.js";

export default function Audit({ query }) {
  const actor = query.get("actor") ?? "";
  return html`<${Frame} title=${t("desk.audit")}>
    ${actor && html`<p>${t("desk.of_one")} <code>${actor}</code> <button type="button" class="button small" onClick=${() => navigate("/desk/audit")}>${t("desk.everybody")}</button></p>`}
    <${Log} actor=${actor} />
  </${Frame}>`;
}

function Log({ actor }) {
  const pages = usePages("/api/audit", { query: { limit: 100, actor_id: actor } });
  return html`<${Read} resource=${pages}>
    ${(items) => html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("desk.audit")}><table>
        <thead><tr><th>${t("desk.when")}</th><th>${t("desk.who")}</th><th>${t("desk.what")}</th><th>${t("desk.object")}</th><th>${t("desk.detail")}</th></tr></thead>
        <tbody lang="en">${items.map((one) => html`<tr key=${one.id}>
          <td>${date(one.at)}</td>
          <td>${one.actor_id ? html`<a href=${`/desk/audit?actor=${one.actor_id}`}>${one.actor_role} <code>${one.actor_id.slice(-6)}</code></a>` : t("desk.server")}</td>
          <td>${one.action}</td>
          <td>${one.object_kind} <code>${one.object_id.slice(-6)}</code></td>
          <td class="small"><code>${JSON.stringify(one.detail)}</code></td>
        </tr>`)}</tbody>
      </table></div>
      <${More} pages=${pages} />`}
  </${Read}>`;
}
