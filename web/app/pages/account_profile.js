// Name, time zone, the language of e-mails, whether there are any, and the way through courses.
import { useState } from "preact/hooks";
import { get, patch, post } from "../lib/api.js";
import { useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { LANGUAGES, speak, t } from "../lib/messages.js";
import { setAccount } from "../lib/session.js";
import { announce, toast } from "../lib/telling.js";
import { ActionButton, useAction } from "../parts/actions.js";
import { CheckField, ChoiceField, TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";

const PATHS = ["sequential", "adaptive", "exploratory", "fast_track"];

export function Profile({ profile, resource }) {
  const [typed, setTyped, clear] = useDraft(`account.${profile.id}`, {});
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const [isSaved, setSaved] = useState(false);
  const now = { ...asTyped(profile), ...typed };
  const set = (name) => (value) => {
    setSaved(false);
    setTyped((before) => ({ ...before, [name]: value }));
  };
  const [save, isBusy] = useAction(async () => {
    setProblem(null);
    const { full_name, timezone, mail, language, preferred_path } = now;
    const preferences = { ...profile.learning_preferences, mail, language, preferred_path };
    const { data, etag } = await patch("/api/me", { full_name, timezone, learning_preferences: preferences }, resource.etag);
    clear();
    setTyped({});
    resource.set({ data, etag });
    setAccount(data);
    if (language in LANGUAGES) await speak(language, { isWish: true });
    setSaved(true);
    announce(t("account.saved"));
  }, async (fault) => {
    if (fault.status === 412) {
      const { data, etag } = await get("/api/me").catch(() => ({ data: null, etag: null }));
      if (data) resource.set({ data, etag }); // what was typed stays, over what stands now
    }
    setProblem(fault);
  });
  const submit = (event) => {
    event.preventDefault();
    save();
  };
  return html`<form class="card" onSubmit=${submit} aria-labelledby="profile">
    <h2 id="profile">${t("account.profile")}</h2>
    <p class="soft"><bdi>${profile.email}</bdi>
      ${profile.email_confirmed === false && html` <span class="badge warn">${t("account.not_confirmed")}</span> <${AnotherLetter} />`}</p>
    ${problem?.status === 412 ? html`<p class="note warn" role="alert">${t("account.changed_elsewhere")}</p>` : html`<${ProblemNote} problem=${problem} />`}
    <div class="fields">
      <${TextField} label=${t("register.name")} required maxlength="200" autocomplete="name" value=${now.full_name} fault=${problem?.at?.("/full_name")} onChange=${set("full_name")} />
      <${ChoiceField} label=${t("account.language")} value=${now.language} onChange=${set("language")}
        options=${choices(Object.entries(LANGUAGES), now.language)} />
      <${ChoiceField} label=${t("account.timezone")} value=${now.timezone} fault=${problem?.at?.("/timezone")} onChange=${set("timezone")}
        options=${choices(zones().map((zone) => [zone, zone]), now.timezone)} />
      <${ChoiceField} label=${t("account.path")} value=${now.preferred_path} onChange=${set("preferred_path")}
        options=${PATHS.map((one) => [one, t(`account_path.${one}`)])} />
    </div>
    <${CheckField} label=${t("account.mail")} hint=${t("account.mail_hint")} value=${now.mail} onChange=${set("mail")} />
    <button class="button main" aria-disabled=${isBusy ? "true" : undefined}>${t("account.save")}</button>
    <span role="status">${isSaved && html` ${t("account.saved")}`}</span>
  </form>`;
}

/** The letter with the link that confirms the address, once more. */
function AnotherLetter() {
  const act = async () => {
    await post("/api/auth/confirmation");
    toast(t("account.letter_sent"));
  };
  return html`<${ActionButton} kind="small" act=${act}>${t("account.another_letter")}</${ActionButton}>`;
}

function asTyped({ full_name, timezone, learning_preferences: { mail = true, language = "en", preferred_path = "sequential" } }) {
  return { full_name, timezone, mail, language, preferred_path };
}

const zones = () => ["UTC", ...(Intl.supportedValuesOf?.("timeZone") ?? []).filter((zone) => zone !== "UTC")];

/** What there is, and what is chosen even where it is not among it. */
const choices = (known, chosen) => (known.some(([value]) => value === chosen) ? known : [[chosen, chosen], ...known]);
