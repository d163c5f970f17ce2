// The Learning Record Store: whether it takes what it is told, what waits, and what it does not take.
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, date, number, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ActionButton } from "../parts/actions.js";
import { Read } from "../parts/notes.js";
import { Frame } from "./frame.js";

const LOOK_MS = 5000;

export default function RecordStore() {
  const store = useResource("/api/record-store", { every: LOOK_MS });
  const retry = async () => {
    await post("/api/record-store/retry");
    await store.reload();
  };
  return html`<${Frame} title=${t("store.title")}>
    <${Read} resource=${store}>${(data) => (data.endpoint ? html`<${State} store=${data} retry=${retry} />` : html`<p>${t("store.none")}</p>`)}</${Read}>
  </${Frame}>`;
}

function State({ store, retry }) {
  return html`${store.problem
      ? html`<div class="note warn"><p lang="en">${store.problem.detail}</p>
          <p class="small">${t("desk.tried", { count: store.attempts })} ${store.next_try_at && t("desk.next_try", { when: ago(store.next_try_at) })}</p></div>`
      : html`<p>${t("store.fine")}</p>`}
    <dl class="figures-row">
      <div><dt>${t("store.endpoint")}</dt><dd><code>${store.endpoint}</code></dd></div>
      <div><dt>${t("store.since")}</dt><dd>${date(store.since)}</dd></div>
      <div><dt>${t("store.pending")}</dt><dd>${number(store.pending)}</dd></div>
      <div><dt>${t("store.oldest")}</dt><dd>${store.oldest_pending_at ? ago(store.oldest_pending_at) : "–"}</dd></div>
      <div><dt>${t("store.taken")}</dt><dd>${store.taken_at ? ago(store.taken_at) : "–"}</dd></div>
    </dl>
    ${store.refused.length > 0 && html`<${Wrong} title=${t("store.refused")} rows=${store.refused} />
      <p><${ActionButton} act=${retry}>${t("store.retry")}</${ActionButton}></p>`}
    ${store.unread.length > 0 && html`<${Wrong} title=${t("store.unread")} rows=${store.unread} />`}`;
}

function Wrong({ title, rows }) {
  return html`<h2>${title}</h2>
    <div class="scroll-x" tabindex="0" role="region" aria-label=${title}><table>
      <thead><tr><th>${t("store.learner")}</th><th>${t("desk.why")}</th><th>${t("desk.when")}</th></tr></thead>
      <tbody>${rows.map((one) => html`<tr key=${one.id ?? one.enrollment_id}>
        <td><code>${one.learner_id ?? one.enrollment_id}</code></td>
        <td lang="en">${one.problem.detail}</td>
        <td>${one.next_try_at ? ago(one.next_try_at) : "–"}</td>
      </tr>`)}</tbody>
    </table></div>`;
}
