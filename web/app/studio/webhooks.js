// Addresses that are told what happens to one's courses: listed, added, tested, removed.
import { useState } from "preact/hooks";
import { post, remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { account } from "../lib/session.js";
import { toast } from "../lib/telling.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { Badge } from "../parts/badge.js";
import { CheckField, ChoiceField, TextField } from "../parts/fields.js";
import { ProblemNote, Read } from "../parts/notes.js";

const LOOK_MS = 3000;
const KINDS = {
  course: ["completed", "published"],
  achievement: ["earned"],
  generation: ["awaiting_review", "needs_attention", "completed", "failed", "cancelled"],
};
const EVENTS = Object.entries(KINDS).flatMap(([what, kinds]) => kinds.map((kind) => `${what}.${kind}`));

const nameOf = (event) => t(`webhook_event.${event.replace(".", "_")}`);

export default function Webhooks() {
  const webhooks = useResource("/api/webhooks", { query: { limit: 100 }, every: LOOK_MS });
  return html`<h1>${t("webhooks.title")}</h1>
    <p class="soft">${t("webhooks.hint")}</p>
    <${Read} resource=${webhooks}>
      ${({ items }) => items.length
        ? html`<ul class="plain-list">${items.map((one) => html`<${Webhook} key=${one.id} webhook=${one} changed=${webhooks.reload} />`)}</ul>`
        : html`<p>${t("webhooks.none")}</p>`}
    </${Read}>
    <${New} added=${webhooks.reload} />`;
}

function Webhook({ webhook, changed }) {
  const test = async () => {
    await post(`/api/webhooks/${webhook.id}/test`);
    toast(t("webhooks.tested"));
    changed();
  };
  const drop = async () => {
    await remove(`/api/webhooks/${webhook.id}`);
    toast(t("webhooks.removed"));
    changed();
  };
  return html`<li class="card">
    <p class="row apart"><code>${webhook.url}</code> <${Badge} group="webhook_status" value=${webhook.status} /></p>
    <p class="small">${t(`webhook_scope.${webhook.scope}`)} · ${webhook.events.map(nameOf).join(", ")}</p>
    <p class="small soft">${webhook.delivered_at ? t("webhooks.delivered", { when: ago(webhook.delivered_at) }) : t("webhooks.never")}</p>
    ${webhook.problem && html`<p class="note warn small" lang="en">${webhook.problem.detail}</p>`}
    <p class="row">
      <${ActionButton} kind="small" act=${test}>${t("webhooks.test")}<span class="visually-hidden"> ${webhook.url}</span></${ActionButton}>
      <${ActionButton} kind="small quiet" act=${drop}>${t("webhooks.remove")}<span class="visually-hidden"> ${webhook.url}</span></${ActionButton}>
    </p>
  </li>`;
}

function New({ added }) {
  const [url, setUrl] = useState("");
  const [scope, setScope] = useState("own");
  const [events, setEvents] = useState(EVENTS.slice(0, 1));
  const [secret, setSecret] = useState(/** @type {string | null} */ (null));
  const choose = (name, isChosen) => setEvents(isChosen ? [...events, name] : events.filter((one) => one !== name));
  const [add, , problem] = useTold(async () => {
    const { data } = await post("/api/webhooks", { url, events, scope });
    setSecret(data.secret);
    setUrl("");
    added();
  });
  return html`<section class="card" aria-labelledby="add">
    <h2 id="add">${t("webhooks.add")}</h2>
    <${TextField} label=${t("webhooks.url")} value=${url} onChange=${setUrl} />
    ${account.value?.role === "admin" && html`<${ChoiceField} label=${t("webhooks.scope")} value=${scope} onChange=${setScope}
      options=${["own", "all"].map((one) => [one, t(`webhook_scope.${one}`)])} />`}
    <fieldset><legend>${t("webhooks.events")}</legend>
      ${EVENTS.map((one) => html`<${CheckField} key=${one} label=${html`${nameOf(one)} <code class="soft">${one}</code>`} value=${events.includes(one)} onChange=${(value) => choose(one, value)} />`)}
    </fieldset>
    <${ProblemNote} problem=${problem} />
    <${ActionButton} act=${add}>${t("webhooks.add")}</${ActionButton}>
    ${secret && html`<p><label class="field">${t("webhooks.secret")}${" "}<input readonly value=${secret} onFocus=${(event) => event.target.select()} /></label></p>`}
  </section>`;
}
