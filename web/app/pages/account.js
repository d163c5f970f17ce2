// One's own account: who one is, what is sent, the password, where one is signed in, the data, and leaving.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { Read } from "../parts/notes.js";
import { Leaving } from "./account_leaving.js";
import { Password } from "./account_password.js";
import { Profile } from "./account_profile.js";
import { SignIns } from "./account_sign_ins.js";

export default function AccountPage() {
  const profile = useResource("/api/me");
  return html`<h1>${t("account.title")}</h1>
    <${Read} resource=${profile}>${(data) => html`<${Profile} key=${data.id} profile=${data} resource=${profile} />`}</${Read}>
    <${Password} />
    <${SignIns} />
    <${Leaving} />`;
}
