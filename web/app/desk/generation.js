// One generation for who mends it: what it spends, which section waits and why, and where its run is.
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, date, money, number, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ActionButton } from "../parts/actions.js";
import { Bar } from "../parts/bar.js";
import { Read } from "../parts/notes.js";
import { Frame } from "./frame.js";
import { Steering } from "./steering.js";

const LOOK_MS = 3000;

export default function GenerationPage({ id }) {
  const generation = useResource(`/api/generations/${id}`, { every: LOOK_MS });
  return html`<${Frame} title=${generation.data?.title ?? t("desk.generation")}>
    <${Read} resource=${generation}>${(data) => html`<${Generation} generation=${data} changed=${generation.reload} />`}</${Read}>
  </${Frame}>`;
}

function Generation({ generation, changed }) {
  const { spend } = generation;
  return html`<p class="row"><span class="badge">${t(`desk_status.${generation.status}`)}</span> <${Steering} generation=${generation} changed=${changed} /></p>
    <${Bar} label=${t("learner.progress")} share=${generation.percent / 100} />
    <${Trouble} problem=${generation.problem} />
    <dl class="figures-row">
      <div><dt>${t("desk.paid")}</dt><dd>${money(spend.paid)}</dd></div>
      <div><dt>${t("desk.reserved")}</dt><dd>${money(spend.reserved)}</dd></div>
      <div><dt>${t("desk.budget")}</dt><dd>${spend.budget ? money(spend.budget) : "–"}</dd></div>
      <div><dt>${t("desk.calls")}</dt><dd>${number(spend.calls)}</dd></div>
      <div><dt>${t("desk.repeated")}</dt><dd>${number(spend.repeated_calls)}</dd></div>
    </dl>
    <p class="small soft">${t("desk.begun", { when: date(generation.created_at), changed: ago(generation.updated_at) })}
      ${isWeb(generation.workflow_url) && html` · <a href=${generation.workflow_url} rel="noopener noreferrer" target="_blank">${t("desk.temporal")}</a>`} · <code>${generation.workflow_id}</code></p>
    ${generation.sections.length > 0 && html`<${Sections} generation=${generation} changed=${changed} />`}`;
}

const isWeb = (url) => /^https?:/i.test(url ?? "");

function Trouble({ problem }) {
  if (!problem) return null;
  return html`<div class=${`note ${problem.final ? "bad" : "warn"}`}>
    <p lang="en">${problem.detail}</p>
    ${!problem.final && html`<p class="small">${t("desk.tried", { count: problem.attempts ?? 1 })} ${problem.next_try_at && t("desk.next_try", { when: ago(problem.next_try_at) })}</p>`}
  </div>`;
}

function Sections({ generation, changed }) {
  const retry = async (key) => {
    await post(`/api/generations/${generation.id}/sections/${encodeURIComponent(key)}/retry`);
    await changed();
  };
  return html`<h2 id="sections">${t("desk.sections")}</h2>
    <div class="scroll-x" tabindex="0" role="region" aria-labelledby="sections"><table>
      <thead><tr><th>${t("desk.section")}</th><th>${t("desk.status")}</th><th class="number">${t("desk.attempts")}</th><th>${t("desk.why")}</th><th>${t("desk.actions")}</th></tr></thead>
      <tbody>${generation.sections.map((one) => html`<tr key=${one.key}>
        <td dir="auto">${one.key} ${one.title}</td>
        <td>${t(`desk_section.${one.status}`)}</td>
        <td class="number">${number(one.attempts)}</td>
        <td lang="en">${one.problem?.detail ?? "–"}</td>
        <td>${one.status === "waiting" && html`<${ActionButton} kind="small" act=${() => retry(one.key)}>${t("desk.retry")}<span class="visually-hidden" dir="auto"> ${one.title}</span></${ActionButton}>`}</td>
      </tr>`)}</tbody>
    </table></div>`;
}
