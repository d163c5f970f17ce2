// The roster of a course: who learns it, how far they are, and who is to come.
import { useState } from "preact/hooks";
import { download, post, remove } from "../lib/api.js";
import { useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { saveAs } from "../lib/files.js";
import { ago, number, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { toast, unlessUndone } from "../lib/telling.js";
import { ActionButton, useAction } from "../parts/actions.js";
import { CheckField, ChoiceField, TextField } from "../parts/fields.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { CourseFrame } from "./course_frame.js";
import { ShareLinks } from "./share_links.js";

export default function LearnersPage({ id }) {
  return html`<${CourseFrame} id=${id} page="learners">
    ${(course) => html`<${Roster} course=${course} /><${Invite} course=${course} /><${ShareLinks} course=${course} />`}
  </${CourseFrame}>`;
}

function Roster({ course }) {
  const [filter, setFilter] = useState({ stuck: false, inactive_days: "" });
  const query = { limit: 100, stuck: filter.stuck || undefined, inactive_days: filter.inactive_days };
  const resource = useResource(`/api/courses/${course.id}/learners`, { query });
  const csv = async () => {
    const { blob, filename } = await download(`/api/courses/${course.id}/learners.csv`);
    saveAs(blob, filename ?? "learners.csv");
  };
  const drop = (one) =>
    unlessUndone(t("outline.removed", { title: one.name }), async () => {
      await remove(`/api/courses/${course.id}/learners/${one.user_id}`);
      resource.reload();
    });
  return html`<section aria-labelledby="roster">
    <div class="row apart"><h2 id="roster">${t("course.learners")}</h2><${ActionButton} kind="small"
      act=${csv}>${t("learners.csv")}</${ActionButton}></div>
    <div class="fields">
      <${CheckField} label=${t("learners.only_stuck")} value=${filter.stuck}
        onChange=${(stuck) => setFilter((now) => ({ ...now, stuck }))} />
      <${ChoiceField} label=${t("learners.inactive")} value=${filter.inactive_days}
        onChange=${(inactive_days) => setFilter((now) => ({ ...now, inactive_days }))}
        options=${[["", t("learners.any")], ...["7", "14", "30"].map((days) => [days, t("learners.days", { count: Number(days) })])]} />
    </div>
    <${Read} resource=${resource}>
      ${({ items }) => (items.length ? html`<${Table} items=${items} course=${course}
        drop=${drop} />` : html`<p>${t("learners.none")}</p>`)}
    </${Read}>
  </section>`;
}

function Table({ items, course, drop }) {
  return html`<div class="scroll-x" tabindex="0" role="group" aria-labelledby="roster">
    <table>
      <thead>
        <tr>
          <th>${t("learners.name")}</th>
          <th class="number">${t("learners.progress")}</th>
          <th>${t("learners.last_seen")}</th>
          <th>${t("learners.stuck_at")}</th>
          <th class="number">${t("learners.reviews_due")}</th>
          <th>${t("editor.actions", { title: "" })}</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (one) => html`<tr key=${one.user_id}>
        <td dir="auto"><a href=${`/studio/courses/${course.id}/learners/${one.user_id}`}>${one.name}</a></td>
        <td class="number">${one.percent === null ? "–" : percent(one.percent / 100)}</td>
        <td>${one.last_activity_at ? ago(one.last_activity_at) : t("learners.never")}</td>
        <td dir="auto">${one.stuck?.title ?? "–"}</td>
        <td class="number">${number(one.reviews_due)}</td>
        <td><${ActionButton} kind="small quiet" aria-label=${t("outline.take_out", { title: one.name })}
          act=${() => drop(one)}>${t("do.remove")}</${ActionButton}></td>
      </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const ADDRESS = /[^\s,;<>"]+@[^\s,;<>"]+/g;

/** Addresses typed, pasted, or out of a CSV. */
function Invite({ course }) {
  const [text, setText, clear] = useDraft(`invite.${course.id}`, "");
  const [problem, setProblem] = useState(null);
  const emails = [...new Set(text.match(ADDRESS) ?? [])];
  const [send, isBusy] = useAction(async () => {
    setProblem(null);
    await post(`/api/courses/${course.id}/invitations`, { emails });
    toast(t("learners.invited", { count: emails.length }));
    clear();
    setText("");
  }, setProblem);
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
