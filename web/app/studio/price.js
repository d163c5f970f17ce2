// What a course would cost: the estimate follows the form.
import { useEffect, useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { money, t } from "../lib/messages.js";
import { isAborted } from "../lib/problem.js";
import { sentenceOf } from "../parts/notes.js";

const SETTLED_MS = 600;

export function Price({ brief }) {
  const [state, setState] = useState(/** @type {{estimate: any, problem: any, isStale: boolean}} */ ({ estimate: null, problem: null, isStale: true }));
  const asked = JSON.stringify({ ...brief, title: brief.title.trim() || "…" });

  useEffect(() => {
    const controller = new AbortController();
    setState((now) => ({ ...now, isStale: true }));
    const timer = setTimeout(async () => {
      try {
        const { data } = await post("/api/courses/estimate", JSON.parse(asked), { signal: controller.signal });
        setState({ estimate: data, problem: null, isStale: false });
      } catch (problem) {
        if (!isAborted(problem)) setState({ estimate: null, problem, isStale: false });
      }
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);

  const { estimate, problem, isStale } = state;
  return html`<h2 id="price-title">${t("price.title")}</h2>
    <div id="price" aria-live="polite" aria-busy=${isStale}>
      ${problem && html`<p class="field-fault">${sentenceOf(problem)}</p>`}
      ${estimate && html`<${Figures} estimate=${estimate} />`}
      ${!estimate && !problem && html`<p class="soft">${t("page.loading")}</p>`}
    </div>
    ${estimate && html`<${Calls} calls=${estimate.calls} />`}`;
}

function Figures({ estimate }) {
  const isFree = Number(estimate.high.amount) === 0;
  return html`${
    isFree
      ? html`<p>${t("price.free")}</p>`
      : html`<dl class="figures">
          ${["low", "expected", "high"].map(
            (name) =>
              html`<div>
                <dt>${t(`price.${name}`)}</dt>
                <dd>${money(estimate[name])}</dd>
              </div>`,
          )}
        </dl>`
  }
  ${estimate.warnings.map((one) => html`<p class="note warn">${one.detail}</p>`)}`;
}

function Calls({ calls }) {
  return html`<details>
    <summary>${t("price.calls")}</summary>
    <div class="scroll-x" tabindex="0" role="group" aria-label=${t("price.calls")}>
      <table class="small">
        <thead>
          <tr>
            <th>${t("price.step")}</th>
            <th>${t("price.model")}</th>
            <th class="number">${t("price.count")}</th>
          </tr>
        </thead>
        <tbody>
          ${calls.map(
            (one) =>
              html`<tr>
                <td>${one.step}</td>
                <td>${one.model}</td>
                <td class="number">${one.count}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
