// The roster of a course: who learns it, how far they are, and who is to come.
import { useEffect, useState } from "preact/hooks";
import { address, download, get, remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { saveAs } from "../lib/files.js";
import { ago, number, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { unlessUndone } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { CheckField, ChoiceField, DateField } from "../parts/fields.js";
import { Read } from "../parts/notes.js";
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
  const first = useResource(`/api/courses/${course.id}/learners`, { query: { limit: 100, ...wanted } });
  const csv = async () => {
    const { blob, filename } = await download(address(`/api/courses/${course.id}/learners.csv`, wanted));
    saveAs(blob, filename ?? "learners.csv");
  };
  const drop = (one) =>
    unlessUndone(t("outline.removed", { title: one.name }), async () => {
      await remove(`/api/courses/${course.id}/learners/${one.user_id}`);
      first.reload();
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
    <${Read} resource=${first}>
      ${({ items, next_cursor: cursor }) => (items.length ? html`<${Pages} key=${JSON.stringify(wanted)} items=${items}
        cursor=${cursor} course=${course} wanted=${wanted} drop=${drop} />` : html`<p>${t("learners.none")}</p>`)}
    </${Read}>
  </section>`;
}

/** The first page, and those after it as they are asked for. */
function Pages({ items, cursor, course, wanted, drop }) {
  const [more, setMore] = useState({ items: [], cursor });
  useEffect(() => setMore({ items: [], cursor }), [items]);
  const load = async () => {
    const query = { limit: 100, ...wanted, cursor: more.cursor };
    const { data } = await get(`/api/courses/${course.id}/learners`, { query });
    setMore({ items: [...more.items, ...data.items], cursor: data.next_cursor });
  };
  return html`<${Table} items=${[...items, ...more.items]} course=${course} drop=${drop} />
    ${more.cursor && html`<${ActionButton} act=${load}>${t("home.more")}</${ActionButton}>`}`;
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
