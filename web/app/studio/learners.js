// The roster of a course: who learns it, how far they are, and who is to come.
import { useState } from "preact/hooks";
import { address, download, remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { saveAs } from "../lib/files.js";
import { ago, number, percent, t } from "../lib/messages.js";
import { unlessUndone } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { CheckField, ChoiceField, DateField } from "../parts/fields.js";
import { Read } from "../parts/notes.js";
import { More, usePages } from "../parts/pages.js";
import { CourseFrame } from "./course_frame.js";
import { Invitations } from "./invitations.js";
import { ShareLinks } from "./share_links.js";

export default function LearnersPage({ id }) {
  return html`<${CourseFrame} id=${id} page="learners">
    ${(course) => html`<${Roster} course=${course} /><${Invitations} course=${course} /><${ShareLinks} course=${course} />`}
  </${CourseFrame}>`;
}

function Roster({ course }) {
  const [filter, setFilter] = useState({ stuck: false, inactive_days: "", enrolled_since: "", enrolled_until: "" });
  const set = (name) => (value) => setFilter((now) => ({ ...now, [name]: value }));
  const wanted = { ...filter, stuck: filter.stuck || undefined };
  const pages = usePages(`/api/courses/${course.id}/learners`, { query: { limit: 100, ...wanted }, id: "user_id" });
  const csv = async () => {
    const { blob, filename } = await download(address(`/api/courses/${course.id}/learners.csv`, wanted));
    saveAs(blob, filename ?? "learners.csv");
  };
  const drop = (one) =>
    unlessUndone(t("outline.removed", { title: one.name }), async () => {
      await remove(`/api/courses/${course.id}/learners/${one.user_id}`);
      pages.reload();
    });
  return html`<section aria-labelledby="roster">
    <div class="row apart"><h2 id="roster">${t("course.learners")}</h2><${ActionButton} kind="small"
      act=${csv}>${t("learners.csv")}</${ActionButton}></div>
    <div class="fields">
      <${CheckField} label=${t("learners.only_stuck")} value=${filter.stuck}
        onChange=${set("stuck")} />
      <${ChoiceField} label=${t("learners.inactive")} value=${filter.inactive_days}
        onChange=${set("inactive_days")}
        options=${[["", t("learners.any")], ...["7", "14", "30"].map((days) => [days, t("learners.days", { count: Number(days) })])]} />
      <${DateField} label=${t("learners.enrolled_since")} value=${filter.enrolled_since} onChange=${set("enrolled_since")} />
      <${DateField} label=${t("learners.enrolled_until")} value=${filter.enrolled_until} onChange=${set("enrolled_until")} />
    </div>
    <${Read} resource=${pages}>
      ${(items) => (items.length ? html`<${Table} items=${items} course=${course} drop=${drop} />` : html`<p>${t("learners.none")}</p>`)}
    </${Read}>
    <${More} pages=${pages} />
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
          <th>${t("desk.actions")}</th>
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
