// Why a generation does not go on: what is tried again by itself, and what waits for a person.
import { html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { ActionButton } from "../parts/actions.js";
import { ENDED } from "./statuses.js";

/** When a problem is tried again, in words. */
export function Retrying({ problem }) {
  if (problem.final) return null;
  const times = { count: problem.attempts ?? 0 };
  return html`<span class="soft small">
    ${problem.next_try_at ? t("waiting.next_try", { ...times, when: ago(problem.next_try_at) }) : t("waiting.trying", times)}
  </span>`;
}

export function WhyItWaits({ generation, ask }) {
  const { problem, status, phase } = generation;
  if (!problem) return null;
  const asksForPerson = problem.final && !ENDED.has(status) && status === "needs_attention";
  const isWhole = phase === "structure" || !generation.sections.some((one) => one.status === "waiting");
  return html`<div class=${`note ${problem.final ? "bad" : "warn"}`}>
    <p>${problem.detail} <${Retrying} problem=${problem} /></p>
    ${asksForPerson && isWhole &&
    html`<${ActionButton} kind="small" act=${() => ask("retry")}>${t("do.again")}</${ActionButton}>`}
  </div>`;
}
