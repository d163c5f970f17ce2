// What an operator may ask of a generation, by its status.
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { toast, unlessUndone } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";

export const ENDED = new Set(["completed", "failed", "cancelled"]);

export function Steering({ generation, changed }) {
  const { id, status, title, problem } = generation;
  const ask = async (what) => {
    await post(`/api/generations/${id}/${what}`);
    toast(t(`desk_asked.${what}`, { title }));
    await changed();
  };
  const cancel = () => unlessUndone(t("desk.will_cancel", { title }), () => ask("cancel"));
  const isWaiting = status === "needs_attention" || (problem?.final && !ENDED.has(status)) || status === "failed";
  const button = (what, act, kind = "") => html`<${ActionButton} kind=${`small ${kind}`} act=${act}>${t(`desk.${what}`)}<span class="visually-hidden" dir="auto"> ${title}</span></${ActionButton}>`;
  return html`<span class="buttons">
    ${isWaiting && button("retry", () => ask("retry"))}
    ${status === "paused" ? button("resume", () => ask("resume")) : !ENDED.has(status) && button("pause", () => ask("pause"))}
    ${!ENDED.has(status) && button("cancel", cancel, "danger")}
  </span>`;
}
