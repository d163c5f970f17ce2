// Behind the link of an e-mail: the address is confirmed by a click, so that who only looks into links does not.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { ProblemNote } from "../parts/notes.js";
import { useTokenOfLink } from "./link_token.js";

export default function Confirm({ query }) {
  const token = useTokenOfLink(query, "/confirm");
  const [isDone, setDone] = useState(false);
  const [confirm, , problem] = useTold(async () => {
    await post(`/api/auth/confirm/${encodeURIComponent(token)}`);
    setDone(true);
  });
  return html`<h1>${t("confirm.title")}</h1>
    <${ProblemNote} problem=${problem} />
    <div role="status">${isDone && html`<p class="note good">${t("confirm.done")}</p>`}</div>
    ${isDone
      ? html`<p><a class="button main" href="/">${t("page.to_start")}</a></p>`
      : token
        ? html`<${ActionButton} kind="main" act=${confirm}>${t("confirm.confirm")}</${ActionButton}>`
        : html`<p>${t("confirm.no_token")}</p>`}`;
}
