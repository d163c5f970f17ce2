// A new password: the link is asked for by address, and the page behind it takes the new one.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { useTokenOfLink } from "./link_token.js";

export default function Reset({ query }) {
  const token = useTokenOfLink(query, "/reset");
  return token ? html`<${NewPassword} token=${token} />` : html`<${Ask} />`;
}

function Ask() {
  const [email, setEmail] = useState("");
  const [isSent, setSent] = useState(false);
  const [ask, isBusy, problem] = useTold(async () => {
    await post("/api/auth/reset", { email });
    setSent(true);
  });
  const submit = (event) => {
    event.preventDefault();
    ask();
  };
  return html`<h1>${t("reset.title")}</h1>
    <div role="status">${isSent && html`<p class="note good">${t("reset.sent")}</p>`}</div>
    <${ProblemNote} problem=${problem} />
    <form class="card sign-in" onSubmit=${submit}>
      <${TextField} label=${t("sign_in.email")} hint=${t("reset.hint")} type="email" autocomplete="username" required value=${email}
        fault=${problem?.at?.("/email")} onChange=${setEmail} />
      <button class="button main" aria-disabled=${isBusy ? "true" : undefined}>${t("reset.send")}</button>
    </form>`;
}

function NewPassword({ token }) {
  const [password, setPassword] = useState("");
  const [isDone, setDone] = useState(false);
  const [save, isBusy, problem] = useTold(async () => {
    await post(`/api/auth/reset/${encodeURIComponent(token)}`, { new: password });
    setDone(true);
  });
  const submit = (event) => {
    event.preventDefault();
    save();
  };
  if (isDone) return html`<h1>${t("reset.done")}</h1><p role="status">${t("reset.done_hint")}</p><p><a class="button main" href="/sign-in">${t("nav.sign_in")}</a></p>`;
  return html`<h1>${t("reset.new_title")}</h1>
    <${ProblemNote} problem=${problem} />
    <form class="card sign-in" onSubmit=${submit}>
      <${TextField} label=${t("account.new_password")} hint=${t("register.password_hint")} type="password" autocomplete="new-password" required
        value=${password} fault=${problem?.at?.("/new")} onChange=${setPassword} />
      <button class="button main" aria-disabled=${isBusy ? "true" : undefined}>${t("reset.save")}</button>
    </form>
    ${problem && html`<p><a href="/reset">${t("reset.again")}</a></p>`}`;
}
