// A bar with its words.
import { useId } from "preact/hooks";
import { html } from "../lib/html.js";
import { percent } from "../lib/messages.js";

/** `share` from 0 to 1. */
export function Bar({ label, share, detail }) {
  const id = useId();
  return html`<div class="bar">
    <div class="bar-text"><label for=${id}>${label}</label><span>${detail ?? percent(share)}</span></div>
    <progress id=${id} max="1" value=${share}></progress>
  </div>`;
}
