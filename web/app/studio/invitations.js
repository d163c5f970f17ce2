// Who is to come: invited by letters, which may be withdrawn until they are followed.
import { useEffect, useState } from "preact/hooks";
import { all, post, remove } from "../lib/api.js";
import { useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { date, t } from "../lib/messages.js";
import { toast } from "../lib/telling.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { Badge } from "../parts/badge.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote, Read } from "../parts/notes.js";

const ADDRESS = /[^\s,;<>"]+@[^\s,;<>"]+/g;
const OVER = new Set(["accepted", "withdrawn", "expired"]);

export function Invitations({ course }) {
  const [state, setState] = useState(/** @type {{data?: any[], problem: any}} */ ({ problem: null }));
  const load = () =>
    all(`/api/courses/${course.id}/invitations`).then(
      (data) => setState({ data, problem: null }),
      (problem) => setState((now) => ({ ...now, problem })),
    );
  useEffect(() => void load(), [course.id]);
  return html`<${Invite} course=${course} invited=${load} />
    <${Read} resource=${{ ...state, reload: load }}>
      ${(items) => items.length > 0 && html`<${Invited} course=${course} items=${items} changed=${load} />`}
    </${Read}>`;
}

/** Addresses typed, pasted, or out of a CSV. */
function Invite({ course, invited }) {
  const [text, setText, clear] = useDraft(`invite.${course.id}`, "");
  const emails = [...new Set(text.match(ADDRESS) ?? [])];
  const [send, isBusy, problem] = useTold(async () => {
    await post(`/api/courses/${course.id}/invitations`, { emails });
    toast(t("learners.invited", { count: emails.length }));
    clear();
    setText("");
    await invited();
  });
  const submit = (event) => {
    event.preventDefault();
    if (emails.length) send();
  };
  const read = async (event) => {
    const [file] = event.target.files;
    if (file) setText(`${text}\n${await file.text()}`.trim());
    event.target.value = "";
  };
  return html`<form class="card" onSubmit=${submit}>
    <h2>${t("learners.invite")}</h2>
    <${TextField}
      label=${t("learners.addresses")}
      hint=${t("learners.addresses_hint")}
      rows="4"
      value=${text}
      onChange=${setText}
    />
    <label class="field"
      >${t("learners.from_csv")}${" "}<input type="file" accept=".csv,text/csv,text/plain" onChange=${read}
    /></label>
    <${ProblemNote} problem=${problem} />
    <button class="button" disabled=${!emails.length} aria-disabled=${isBusy ? "true" : undefined}>
      ${t("learners.send", { count: emails.length })}
    </button>
  </form>`;
}

function Invited({ course, items, changed }) {
  const withdraw = async (one) => {
    await remove(`/api/courses/${course.id}/invitations/${one.id}`);
    toast(t("invitations.withdrawn", { email: one.email }));
    await changed();
  };
  return html`<section class="card" aria-labelledby="invited">
    <h2 id="invited">${t("invitations.title")}</h2>
    <div class="scroll-x" tabindex="0" role="group" aria-labelledby="invited">
      <table>
        <thead>
          <tr>
            <th>${t("sign_in.email")}</th>
            <th>${t("invitations.status")}</th>
            <th>${t("invitations.since")}</th>
            <th>${t("desk.actions")}</th>
          </tr>
        </thead>
        <tbody>
          ${items.map(
            (one) =>
              html`<tr key=${one.id}>
                <td><bdi>${one.email || "–"}</bdi></td>
                <td>
                  <${Badge} group="invitation" value=${one.status} />
                  ${one.detail && html`<br /><span class="small soft" lang="en">${one.detail}</span>`}
                </td>
                <td>${date(one.created_at, { dateStyle: "medium" })}</td>
                <td>
                  ${!OVER.has(one.status) && html`<${ActionButton} kind="small quiet" act=${() => withdraw(one)}
                    aria-label=${t("invitations.withdraw_one", { email: one.email })}>${t("invitations.withdraw")}</${ActionButton}>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
