// Signing in: by password, or by the one-time token of a link.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { navigate, ours } from "../lib/router.js";
import { account, hasEnded, signIn, signInByLink } from "../lib/session.js";
import { startOf } from "../routes.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";

export default function SignIn({ query }) {
  const [token] = useState(() => query.get("token"));
  const [next] = useState(() => ours(query.get("next")));
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");

  const goOn = () => navigate(next ?? startOf(account.value), { replace: true });
  const [enter, isBusy, problem] = useTold(async (way) => {
    await way();
    goOn();
  });

  useEffect(() => {
    if (token) {
      history.replaceState(null, "", "/sign-in"); // the token is used up, and belongs into no history
      enter(() => signInByLink(token));
    } else if (account.value) goOn();
  }, []);

  const submit = (event) => {
    event.preventDefault();
    enter(() => signIn(email, password));
  };
  return html`
    <h1>${t("sign_in.title")}</h1>
    ${hasEnded.value && html`<p class="note warn">${t("learner.signed_out")}. ${t("learner.signed_out_hint")}</p>`}
    ${token && isBusy && html`<p>${t("sign_in.by_link")}</p>`}
    <${ProblemNote} problem=${problem} />
    ${problem && token && html`<p>${t("sign_in.link_used")}</p>`}
    <form class="card sign-in" onSubmit=${submit}>
      <${TextField} label=${t("sign_in.email")} type="email" autocomplete="username" required value=${email} onChange=${setEmail} />
      <${TextField} label=${t("sign_in.password")} type="password" autocomplete="current-password" required
        value=${password} onChange=${setPassword} />
      <button class="button main" aria-disabled=${isBusy ? "true" : undefined}>${t("nav.sign_in")}</button>
    </form>
    <p><a href="/reset">${t("reset.title")}</a></p>
    <p>${t("sign_in.new_here")} <a href=${next ? `/register?next=${encodeURIComponent(next)}` : "/register"}>${t("register.title")}</a></p>`;
}
