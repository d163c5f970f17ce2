// Whether a person has reviewed what a writer made of a section: learners see it on the course's page.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { date, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ActionButton } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";

/** Nothing for a section that a person wrote. */
export function HumanReview({ course, section }) {
  const path = `/api/courses/${course.id}/generations`;
  const resource = useResource(path, { query: { section_id: section.id, limit: 100 } });
  const text = resource.data?.items.findLast((one) => one.step.startsWith("section:") && one.status === "answered");
  if (!text) return null;
  return html`<section class="card" aria-labelledby="human-review">
    <h3 id="human-review">${t("review_text.title")}</h3>
    <p class="small soft">${t("review_text.hint", { model: text.model })}</p>
    <${Verdict} key=${text.id} text=${text} changed=${resource.reload} />
  </section>`;
}

function Verdict({ text, changed }) {
  const [notes, setNotes] = useState(text.review_notes);
  const judge = (approved) => async () => {
    await post(`/api/ai-generations/${text.id}/review`, { approved, notes });
    await changed();
  };
  const said = { true: "review_text.approved", false: "review_text.rejected" }[text.approved];
  return html`<p class="small" role="status">${said ? t(said, { when: date(text.reviewed_at) }) : t("review_text.nobody")}</p>
    <${TextField} label=${t("review_text.notes")} rows="2" maxlength="5000" value=${notes} onChange=${setNotes} />
    <div class="buttons">
      ${text.approved !== true && html`<${ActionButton} kind="small" act=${judge(true)}>${t("review_text.approve")}</${ActionButton}>`}
      ${text.approved !== false && html`<${ActionButton} kind="small quiet" act=${judge(false)}>${t("review_text.reject")}</${ActionButton}>`}
    </div>`;
}
