import { html } from "../lib/html.js";
import { named } from "../lib/messages.js";

const KINDS = {
  completed: "good", published: "good", written: "good",
  needs_attention: "bad", failed: "bad", waiting: "bad", error: "bad",
  "invitation.waiting": "", "invitation.accepted": "good", "invitation.returned": "bad", "invitation.not_sent": "bad",
  awaiting_review: "warn", paused: "warn", warning: "warn", retrying: "warn",
};

/** A status in words and colour. */
export const Badge = ({ group, value }) => html`<span class=${`badge ${KINDS[`${group}.${value}`] ?? KINDS[value] ?? ""}`}>${named(group, value)}</span>`;
