// Everybody's generations: how far they are, what waits and why.
import { useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { navigate } from "../lib/router.js";
import { useAction } from "../parts/actions.js";
import { ChoiceField } from "../parts/fields.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { Frame } from "./frame.js";
import { Steering } from "./steering.js";

const LOOK_MS = 5000;
const STATUSES = ["needs_attention", "queued", "structuring", "awaiting_review", "generating", "saving", "paused", "completed", "failed", "cancelled"];

export default function Generations({ query }) {
  const status = query.get("status") ?? "";
  const choose = (value) => navigate(value ? `/desk?status=${value}` : "/desk", { replace: true });
  return html`<${Frame} title=${t("desk.generations")}>
    <${ChoiceField} label=${t("desk.status")} value=${status} onChange=${choose}
      options=${[["", t("catalogue.any")], ...STATUSES.map((one) => [one, t(`desk_status.${one}`)])]} />
    <${Listed} key=${status} status=${status} />
  </${Frame}>`;
}

function Listed({ status }) {
  const query = { all: true, limit: 50, status };
  const first = useResource("/api/generations", { query, every: LOOK_MS });
  const [more, setMore] = useState(null);
  const [problem, setProblem] = useState(null);
  const cursor = more ? more.cursor : first.data?.next_cursor;
  const [load, isBusy] = useAction(async () => {
    setProblem(null);
    const { data } = await get("/api/generations", { query: { ...query, cursor } });
    setMore({ items: [...(more?.items ?? []), ...data.items], cursor: data.next_cursor });
  }, setProblem);
  return html`<${Read} resource=${first}>
    ${({ items }) => {
      const known = new Set(items.map((one) => one.id));
      const all = [...items, ...(more?.items ?? []).filter((one) => !known.has(one.id))];
      if (!all.length) return html`<p>${t("desk.none")}</p>`;
      return html`<${Table} items=${all} changed=${first.reload} />
        <${ProblemNote} problem=${problem} />
        ${cursor && html`<button type="button" class="button" aria-disabled=${isBusy ? "true" : undefined} onClick=${load}>${t("catalogue.more")}</button>`}`;
    }}
  </${Read}>`;
}

const Table = ({ items, changed }) => html`<div class="scroll-x" tabindex="0" role="region" aria-label=${t("desk.generations")}><table>
  <thead><tr><th>${t("desk.course")}</th><th>${t("desk.status")}</th><th class="number">${t("learner.progress")}</th><th>${t("desk.why")}</th><th>${t("desk.changed")}</th><th>${t("desk.actions")}</th></tr></thead>
  <tbody>${items.map((one) => html`<tr key=${one.id}>
    <td dir="auto"><a href=${`/desk/generations/${one.id}`}>${one.title}</a></td>
    <td><span class=${`badge ${KINDS[one.status] ?? ""}`}>${t(`desk_status.${one.status}`)}</span></td>
    <td class="number">${percent(one.percent / 100)}</td>
    <td lang="en">${one.problem?.detail ?? "–"}</td>
    <td>${ago(one.updated_at)}</td>
    <td><${Steering} generation=${one} changed=${changed} /></td>
  </tr>`)}</tbody>
</table></div>`;

const KINDS = { completed: "good", needs_attention: "bad", failed: "bad", awaiting_review: "warn", paused: "warn" };
