// What a generation has cost, against its budget; and more of it where that is wished.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { money, number, t } from "../lib/messages.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { Bar } from "../parts/bar.js";
import { sentenceOf } from "../parts/notes.js";
import { ENDED } from "./statuses.js";

export function Spend({ generation, ask }) {
  const { spend, status } = generation;
  const budget = spend.budget && Number(spend.budget.amount);
  const used = Number(spend.paid.amount) + Number(spend.reserved.amount);
  return html`<section class="card" aria-labelledby="spend">
    <h2 id="spend">${t("spend.title")}</h2>
    <dl class="figures">
      <div>
        <dt>${t("spend.paid")}</dt>
        <dd>${money(spend.paid)}</dd>
      </div>
      <div>
        <dt>${t("spend.reserved")}</dt>
        <dd>${money(spend.reserved)}</dd>
      </div>
      <div>
        <dt>${t("spend.calls")}</dt>
        <dd>${number(spend.calls)}</dd>
      </div>
      ${
        spend.repeated_calls > 0 &&
        html`<div>
          <dt>${t("spend.repeated")}</dt>
          <dd>${number(spend.repeated_calls)}</dd>
        </div>`
      }
    </dl>
    ${
      spend.budget &&
      html`<${Bar}
          label=${t("spend.of_budget")}
          share=${budget ? Math.min(1, used / budget) : 0}
          detail=${`${money({ ...spend.budget, amount: String(used) })} / ${money(spend.budget)}`}
        />
        ${!ENDED.has(status) && html`<${Raise} budget=${spend.budget} ask=${ask} />`}`
    }
  </section>`;
}

function Raise({ budget, ask }) {
  const [amount, setAmount] = useState(budget.amount);
  const [raise, isBusy, problem] = useTold(async () => {
    await ask("budget", { amount: amount.trim().replace(",", "."), currency: budget.currency });
  });
  const submit = (event) => {
    event.preventDefault();
    raise();
  };
  return html`<form class="row raise" onSubmit=${submit}>
    <${TextField}
      label=${t("spend.new_budget")}
      inputmode="decimal"
      value=${amount}
      onChange=${setAmount}
      fault=${problem && sentenceOf(problem)}
    />
    <button class="button" aria-disabled=${isBusy ? "true" : undefined}>${t("spend.raise")}</button>
  </form>`;
}
