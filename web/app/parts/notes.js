// What has to be said of a page: problems with what to do next, and waiting.
import { isAway, useReturn } from "../lib/away.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";

const NO_ROUTE = "There is nothing at this address";

/** The sentence of a problem. A network without answer, and a server without such a call, have ours. */
export function sentenceOf(problem) {
  if (problem?.slug === "storage-full") return t("problem.no_room");
  if (problem?.status === 0) return t("problem.unreachable");
  if (isAway(problem) && [undefined, "blank", "temporarily-unavailable"].includes(problem.slug)) return t("problem.away");
  if (problem?.status === 404 && problem.detail.startsWith(NO_ROUTE)) return t("problem.not_offered");
  return problem?.message || t("problem.unknown");
}

/** A problem with a way on: `again` repeats what failed, by itself while the server is away. Nothing without a problem. */
export function ProblemNote({ problem, again }) {
  useReturn(again && problem, again);
  if (!problem) return null;
  const others = (problem.errors ?? []).filter((one) => !sentenceOf(problem).includes(one.detail));
  return html`<div class="note bad" role="alert">
    <p>${sentenceOf(problem)}</p>
    ${others.length > 0 && html`<ul>${others.map((one) => html`<li><code>${one.pointer}</code> ${one.detail}</li>`)}</ul>`}
    ${again && isAway(problem) && html`<p>${t("problem.goes_on")}</p>`}
    ${again && html`<button class="button small" onClick=${again}>${t("do.again")}</button>`}
  </div>`;
}

/** A resource that is read: waiting, its problem, or what `children`, a function of its data, shows. */
export function Read({ resource, children }) {
  if (resource.data !== undefined) {
    return html`<${ProblemNote} problem=${resource.problem} again=${resource.reload} />${children(resource.data)}`;
  }
  if (resource.problem) return html`<${ProblemNote} problem=${resource.problem} again=${resource.reload} />`;
  return html`<p class="soft">${t("page.loading")}</p>`;
}
