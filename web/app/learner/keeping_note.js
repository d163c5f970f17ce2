// What a learner is told of copies and queues: read from a copy, so many to be sent, what was refused, a newer version.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { whenNewer, takeOver } from "./keeping.js";
import { forgetRejected, queueOf, waiting } from "./queue.js";
import { titlesOf } from "./course_parts.js";

export function KeepingNote({ course, isCopy }) {
  const { pending, isStopped, rejected } = waiting.value;
  const [newer, setNewer] = useState(/** @type {ServiceWorker | null} */ (null));
  useEffect(() => void whenNewer(setNewer), []);
  const queue = queueOf(course.id);
  const titles = titlesOf(course);
  return html`<div role="status">
      ${isCopy && html`<p class="note">${t("learner.from_copy")}</p>`}
      ${pending > 0 && html`<p class="note warn">${t("learner.to_be_sent", { count: pending })}
        ${isStopped
          ? html` <a href=${`/sign-in?next=${encodeURIComponent(location.pathname)}`}>${t("learner.sign_in_to_send")}</a>`
          : html` <button type="button" class="button small" onClick=${() => queue.resume()}>${t("learner.send_now")}</button>`}</p>`}
    </div>
    ${rejected.map(({ event, problem }) => html`<div class="note bad" key=${event.event_id}>
      <p>${t("learner.rejected", { title: titles.get(event.section_id) ?? "" })} <span lang="en">${problem.detail}</span></p>
      <button type="button" class="button small" onClick=${() => forgetRejected(queue, event.event_id)}>${t("do.dismiss")}</button>
    </div>`)}
    ${newer && html`<div class="note">
      <p>${t("learner.newer")}</p>
      <button type="button" class="button small" onClick=${() => takeOver(newer)}>${t("learner.take_newer")}</button>
    </div>`}`;
}
