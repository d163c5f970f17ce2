// What is kept about one, as a file; what is kept on this device; and the end of the account.
import { useState } from "preact/hooks";
import { call, download } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { signOut } from "../lib/session.js";
import { announce } from "../lib/telling.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { Dialog } from "../parts/dialog.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { forgetEverythingKept } from "../learner/keeping.js";

const HOLD_URL_MS = 60_000;

export function Leaving() {
  const [isAsking, setAsking] = useState(false);
  const take = async () => {
    const { blob, filename } = await download("/api/me/export");
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: filename ?? "personal-data.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), HOLD_URL_MS);
  };
  const forget = async () => {
    await forgetEverythingKept();
    announce(t("account.copies_gone"));
  };
  return html`<section class="card" aria-labelledby="data">
    <h2 id="data">${t("account.data")}</h2>
    <p>${t("account.export_hint")}</p>
    <p><${ActionButton} act=${take}>${t("account.export")}</${ActionButton}></p>
    <p>${t("account.copies_hint")}</p>
    <p><${ActionButton} act=${forget}>${t("account.forget_copies")}</${ActionButton}></p>
    <p>${t("account.delete_hint")}</p>
    <p><button type="button" class="button danger" onClick=${() => setAsking(true)}>${t("account.delete")}</button></p>
    ${isAsking && html`<${Dialog} title=${t("account.delete")} onClose=${() => setAsking(false)}><${Delete} /></${Dialog}>`}
  </section>`;
}

function Delete() {
  const [password, setPassword] = useState("");
  const [leave, isBusy, problem] = useTold(async () => {
    await call("DELETE", "/api/me", { body: { password: password || null } });
    await signOut().catch(() => {}); // the sign-in ended with the account
    navigate("/courses", { replace: true });
    announce(t("account.deleted"));
  });
  const submit = (event) => {
    event.preventDefault();
    leave();
  };
  return html`<form onSubmit=${submit}>
    <p>${t("account.delete_sure")}</p>
    <${ProblemNote} problem=${problem} />
    <${TextField} label=${t("account.current_password")} type="password" autocomplete="current-password" value=${password} onChange=${setPassword} />
    <button class="button danger" aria-disabled=${isBusy ? "true" : undefined}>${t("account.delete_now")}</button>
  </form>`;
}
