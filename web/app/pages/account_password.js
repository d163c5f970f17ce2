import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";

const EMPTY = { current: "", new: "" };

/** Another password, by the present one. */
export function Password() {
  const [typed, setTyped] = useState(EMPTY);
  const [isDone, setDone] = useState(false);
  const [change, isBusy, problem] = useTold(async () => {
    setDone(false);
    await post("/api/auth/password", typed);
    setTyped(EMPTY);
    setDone(true);
  });
  const submit = (event) => {
    event.preventDefault();
    change();
  };
  const set = (name) => (value) => setTyped((now) => ({ ...now, [name]: value }));
  return html`<form class="card" onSubmit=${submit} aria-labelledby="password">
    <h2 id="password">${t("account.password")}</h2>
    <${ProblemNote} problem=${problem} />
    <div class="fields">
      <${TextField} label=${t("account.current_password")} type="password" autocomplete="current-password" required
        value=${typed.current} fault=${problem?.at?.("/current")} onChange=${set("current")} />
      <${TextField} label=${t("account.new_password")} hint=${t("register.password_hint")} type="password" autocomplete="new-password" required
        value=${typed.new} fault=${problem?.at?.("/new")} onChange=${set("new")} />
    </div>
    <button class="button" aria-disabled=${isBusy ? "true" : undefined}>${t("account.change_password")}</button>
    <span role="status">${isDone && html` ${t("account.password_changed")}`}</span>
  </form>`;
}
