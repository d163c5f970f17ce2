// Making an account, which works at once.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { navigate, ours } from "../lib/router.js";
import { account, signIn } from "../lib/session.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { startOf } from "../routes.js";

export default function Register({ query }) {
  const next = ours(query.get("next"));
  const [typed, setTyped, clear] = useDraft("register", { full_name: "", email: "" });
  const [password, setPassword] = useState("");
  const [register, isBusy, problem] = useTold(async () => {
    await post("/api/auth/register", { ...typed, password });
    clear();
    await signIn(typed.email, password);
    navigate(next ?? startOf(account.value), { replace: true });
  });
  const submit = (event) => {
    event.preventDefault();
    register();
  };
  const set = (name) => (value) => setTyped((now) => ({ ...now, [name]: value }));
  return html`<h1>${t("register.title")}</h1>
    <${ProblemNote} problem=${problem} />
    <form class="card sign-in" onSubmit=${submit}>
      <${TextField} label=${t("register.name")} autocomplete="name" required maxlength="200" value=${typed.full_name} fault=${problem?.at?.("/full_name")} onChange=${set("full_name")} />
      <${TextField} label=${t("sign_in.email")} type="email" autocomplete="username" required value=${typed.email} fault=${problem?.at?.("/email")} onChange=${set("email")} />
      <${TextField} label=${t("sign_in.password")} hint=${t("register.password_hint")} type="password" autocomplete="new-password" required
        value=${password} fault=${problem?.at?.("/password")} onChange=${setPassword} />
      <button class="button main" aria-disabled=${isBusy ? "true" : undefined}>${t("register.title")}</button>
    </form>
    <p>${t("register.known")} <a href=${next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"}>${t("nav.sign_in")}</a></p>`;
}
