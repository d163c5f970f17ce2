// Reviews that are due, a card at a time: an answer is judged and says when the card comes again.
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { useTold } from "../parts/actions.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { Check } from "./checks.js";
import { uuid } from "./queue.js";

const RATINGS = [1, 2, 3, 4];

export default function Reviews() {
  const due = useResource("/api/me/reviews", { query: { limit: 50 } });
  return html`<h1>${t("reviews.title")}</h1>
    <${Read} resource=${due}>
      ${({ items, next_cursor: more }) => html`<${Stack} key=${items[0]?.id ?? ""} cards=${items} more=${more && due.reload} />`}
    </${Read}>`;
}

function Stack({ cards, more }) {
  const [at, setAt] = useState(0);
  const card = cards[at];
  if (!card) {
    return html`<p role="status">${cards.length ? t("reviews.done") : t("dashboard.nothing_due")}</p>
      <p>${more && html`<button type="button" class="button main" onClick=${more}>${t("reviews.more")}</button>`}
        <a class="button" href="/learn">${t("learner.to_dashboard")}</a></p>`;
  }
  return html`<p class="soft" role="status">${t("reviews.place", { at: at + 1, of: cards.length })}</p>
    <${Card} key=${card.id} card=${card} next=${() => setAt(at + 1)} />`;
}

function Card({ card, next }) {
  const [value, setValue] = useState("");
  const [answered, setAnswered] = useState(/** @type {any} */ (null));
  const [eventId] = useState(uuid);
  const onwards = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const first = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [send, isBusy, problem] = useTold(async (given) => {
    setAnswered((await post(`/api/reviews/${card.id}/answer`, { event_id: eventId, ...given })).data);
  });
  const isGone = !card.check || problem?.slug === "check-gone";
  useEffect(() => void first.current?.focus({ preventScroll: true }), []);
  useEffect(() => void (answered && onwards.current?.focus()), [answered]);

  const submit = (event) => {
    event.preventDefault();
    if (value !== "" && !answered) send({ answer: value });
  };
  const judged = answered && answered.right !== null
    ? { correct: answered.right, feedback: answered.feedback, feedback_html: answered.feedback_html } : undefined;
  return html`<form class="review" onSubmit=${submit} ref=${first} tabindex="-1" aria-label=${t("reviews.card")}>
    ${isGone
      ? html`<div class="card"><p>${t("reviews.gone")} <a href=${`/learn/${card.course_id}/${card.section_id}`}>${t("reviews.section")}</a></p>
          ${!answered && html`<p class="buttons">${RATINGS.map((rating) => html`<button type="button" class="button" onClick=${() => send({ rating })}>${t(`review_rating.r${rating}`)}</button>`)}</p>`}
        </div>`
      : html`<${Check} check=${card.check} value=${value} onChange=${(given) => !answered && setValue(given)} judged=${judged} />`}
    <${ProblemNote} problem=${problem?.slug === "check-gone" ? null : problem} />
    ${answered
      ? html`<p role="status">${t("reviews.again", { when: ago(answered.due_at) })}</p>
          <p class="buttons"><button type="button" class="button main" ref=${onwards} onClick=${next}>${t("reviews.next")}</button>
            <a class="button quiet" href=${`/learn/${card.course_id}/${card.section_id}`}>${t("reviews.section")}</a></p>`
      : !isGone && html`<p><button class="button main" aria-disabled=${isBusy || value === "" ? "true" : undefined}>${t("reviews.answer")}</button></p>`}
  </form>`;
}
