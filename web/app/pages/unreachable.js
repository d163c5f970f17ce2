import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ProblemNote } from "../parts/notes.js";

/** Shown when the server does not answer at the start: nothing can be said of who is signed in. */
export const Unreachable = ({ problem, again }) => html`<main id="main">
  <h1>${t("page.unreachable")}</h1>
  <${ProblemNote} problem=${problem} again=${again} />
</main>`;
