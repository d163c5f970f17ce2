// Where one is signed in; each can be ended, at once.
import { remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, date, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { announce } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { Read } from "../parts/notes.js";

export function SignIns() {
  const sessions = useResource("/api/me/sessions", { query: { limit: 100 } });
  const end = async (path) => {
    await remove(path);
    announce(t("account.session_ended"));
    await sessions.reload();
  };
  return html`<section class="card" aria-labelledby="sessions">
    <h2 id="sessions">${t("account.sessions")}</h2>
    <${Read} resource=${sessions}>
      ${({ items }) => html`<ul class="plain-list">
          ${items.map((one) => html`<li class="row apart" key=${one.id}>
            <span><bdi>${one.device || t("account.unknown_device")}</bdi> ${one.current && html`<span class="badge good">${t("account.this_one")}</span>`}
              <br /><span class="small soft">${t("account.since", { since: date(one.created_at), used: ago(one.last_used_at) })}</span></span>
            ${!one.current && html`<${ActionButton} kind="small" act=${() => end(`/api/me/sessions/${one.id}`)}>${t("account.end")}<span class="visually-hidden"> ${one.device}</span></${ActionButton}>`}
          </li>`)}
        </ul>
        ${items.length > 1 && html`<${ActionButton} kind="small danger" act=${() => end("/api/me/sessions")}>${t("account.end_others")}</${ActionButton}>`}`}
    </${Read}>
  </section>`;
}
