// Why a generation does not go on: what is tried again by itself, and what waits for a person.
import { keep, kept } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { ActionButton } from "../parts/actions.js";
import { RefusedOutline } from "./refused_outline.js";
import { ENDED } from "./statuses.js";

const REFUSED = "/problems/draft-refused";

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
    <p>${problem.detail}${" "}<${Retrying} problem=${problem} /></p>
    <div class="buttons">
      ${
        asksForPerson &&
        isWhole &&
        html`<${ActionButton} kind="small" act=${() => ask("retry")}>${t("do.again")}</${ActionButton}>`
      }
      ${problem.final && phase === "structure" && html`<${AnotherWish} generation=${generation} ask=${ask} />`}
    </div>
    ${
      asksForPerson &&
      phase === "structure" &&
      problem.type === REFUSED &&
      html`<${RefusedOutline} generation=${generation} ask=${ask} />`
    }
  </div>`;
}

/** The form as it was sent, to be changed and sent anew; this generation ends. */
function AnotherWish({ generation, ask }) {
  const form = kept(`brief.${generation.id}`);
  if (!form) return null;
  const act = async () => {
    if (!ENDED.has(generation.status)) await ask("cancel");
    keep("new-course", form);
    navigate("/studio/new");
  };
  return html`<${ActionButton} kind="small" act=${act}>${t("waiting.change_wish")}</${ActionButton}>`;
}
