// Pause, resume, cancel.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { unlessUndone } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { ENDED, isPausable } from "./statuses.js";

export function Steering({ generation, ask }) {
  if (ENDED.has(generation.status)) return null;
  /** Nothing more is bought from now on, and for some seconds it can be taken back. */
  const cancel = async () => {
    const wasRunning = isPausable(generation);
    if (wasRunning) await ask("pause");
    const isDone = await unlessUndone(t("steering.cancelling"), () => ask("cancel"));
    if (!isDone && wasRunning) await ask("resume");
  };
  return html`<div class="buttons block">
    ${
      isPausable(generation)
        ? html`<${ActionButton} act=${() => ask("pause")}>${t("steering.pause")}</${ActionButton}>`
        : html`<${ActionButton} kind="main" act=${() => ask("resume")}>${t("steering.resume")}</${ActionButton}>`
    }
    <${ActionButton} kind="danger" act=${cancel}>${t("steering.cancel")}</${ActionButton}>
    <span class="soft small">${t("steering.hint")}</span>
  </div>`;
}
