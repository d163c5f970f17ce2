// What providers were paid: by day, and by provider and model.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { date, money, number, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ChoiceField } from "../parts/fields.js";
import { Read } from "../parts/notes.js";
import { Frame } from "./frame.js";

const SPANS = ["7", "30", "90", "366"];

export default function Spend() {
  const [days, setDays] = useState("30");
  const spend = useResource("/api/spend", { query: { days } });
  return html`<${Frame} title=${t("desk.spend")}>
    <div class="fields"><${ChoiceField} label=${t("spend.span")} value=${days} onChange=${setDays}
      options=${SPANS.map((one) => [one, t("learners.days", { count: Number(one) })])} /></div>
    <${Read} resource=${spend}>${(found) => html`<${Found} spend=${found} />`}</${Read}>
  </${Frame}>`;
}

function Found({ spend }) {
  if (!spend.items.length) return html`<p>${t("spend.none")}</p>`;
  return html`<p role="status">${t("spend.total", { amount: money(spend.total), since: day(spend.since) })}</p>
    <${Sums} items=${spend.items} />
    <h2 id="by-day">${t("spend.by_day")}</h2>
    <div class="scroll-x" tabindex="0" role="group" aria-labelledby="by-day"><table>
      <thead><tr><th>${t("spend.day")}</th><${Headings} /></tr></thead>
      <tbody>${spend.items.map((one) => html`<tr><td>${day(one.day)}</td><${Cells} one=${one} /></tr>`)}</tbody>
    </table></div>`;
}

function Sums({ items }) {
  const sums = new Map();
  for (const one of items) {
    const key = `${one.provider} ${one.model}`;
    const sum = sums.get(key) ?? { ...one, calls: 0, repeated_calls: 0, input_tokens: 0, output_tokens: 0, paid: 0 };
    for (const name of ["calls", "repeated_calls", "input_tokens", "output_tokens"]) sum[name] += one[name];
    sum.paid += Number(one.cost.amount);
    sum.cost = { ...one.cost, amount: String(sum.paid) };
    sums.set(key, sum);
  }
  const sorted = [...sums.values()].sort((one, other) => other.paid - one.paid || other.calls - one.calls);
  return html`<h2 id="by-provider">${t("spend.by_provider")}</h2>
    <div class="scroll-x" tabindex="0" role="group" aria-labelledby="by-provider"><table>
      <thead><tr><${Headings} /></tr></thead>
      <tbody>${sorted.map((one) => html`<tr><${Cells} one=${one} /></tr>`)}</tbody>
    </table></div>`;
}

const Headings = () => html`<th>${t("spend.provider")}</th><th class="number">${t("spend.calls")}</th>
  <th class="number">${t("spend.repeated")}</th><th class="number">${t("spend.tokens")}</th><th class="number">${t("spend.paid")}</th>`;

const Cells = ({ one }) => html`<td><bdi>${one.provider}</bdi> <code>${one.model}</code></td><td class="number">${number(one.calls)}</td>
  <td class="number">${number(one.repeated_calls)}</td><td class="number">${number(one.input_tokens)} / ${number(one.output_tokens)}</td>
  <td class="number">${money(one.cost)}</td>`;

const day = (text) => date(text, { dateStyle: "medium", timeZone: "UTC" });
