// Checks: a question, the ways to answer it, and at once what the server says of the answer.
import { useId } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { Text, written } from "./texts.js";

/** `value` is the answer so far, `judged` what the server said of the last one ({correct, feedback}). */
export function Check({ check, number, lang, value, onChange, judged }) {
  const id = useId();
  const said = judged ? `${id}-said` : undefined;
  const asked = html`${number && html`<span class="check-number">${t("learner.question", { number })}</span>`}
    <${Text} part=${check} name="stem" lang=${lang} class="stem" />`;
  const options = optionsOf(check);
  return html`<div class=${`card quiz ${judged ? (judged.correct ? "right" : "wrong") : ""}`}>
    ${options
      ? html`<fieldset class="bare" aria-describedby=${said}>
          <legend>${asked}</legend>
          ${options.map(
            (option) => html`<label class="check" key=${option.id}>
              <input type="radio" name=${id} value=${option.id} checked=${value === option.id} onChange=${() => onChange(option.id)} />
              ${option.word ? html`<span>${option.word}</span>` : html`<${Text} part=${option} name="text" lang=${lang} class="inline" />`}
            </label>`,
          )}
        </fieldset>`
      : html`<div class="field">
          <label for=${id}>${asked}</label>
          <input type="text" id=${id} autocomplete="off" aria-describedby=${said} ...${written(lang)}
            value=${value ?? ""} onInput=${(event) => onChange(event.target.value)} />
        </div>`}
    ${judged && html`<${Judgement} id=${said} judged=${judged} check=${check} lang=${lang} />`}
    ${!judged && check.answer && html`<${Key} check=${check} lang=${lang} />`}
  </div>`;
}

function Judgement({ id, judged, check, lang }) {
  const feedback = { feedback: judged.feedback, feedback_html: judged.feedback_html };
  return html`<div id=${id} class=${`note ${judged.correct ? "good" : "warn"}`}>
    <p><strong>${judged.correct ? t("learner.right") : t("learner.wrong")}</strong></p>
    <${Text} part=${feedback} name="feedback" lang=${lang} class="inline" />
    ${!judged.correct && check.answer && html`<${Key} check=${check} lang=${lang} />`}
  </div>`;
}

/** What was right; the server tells it with the section completed, and not before. */
function Key({ check, lang }) {
  const option = optionsOf(check)?.find((one) => one.id === check.answer);
  return html`<details>
    <summary>${t("learner.the_answer")}</summary>
    ${option && !option.word
      ? html`<${Text} part=${option} name="text" lang=${lang} class="inline" />`
      : html`<p dir="auto" lang=${option ? undefined : lang}>${option?.word ?? check.answer}</p>`}
    <${Text} part=${check} name="feedback" lang=${lang} class="inline" />
  </details>`;
}

/** What can be chosen, null where the answer is typed. */
function optionsOf(check) {
  if (check.kind === "true_false") {
    return [{ id: "true", word: t("learner.true") }, { id: "false", word: t("learner.false") }];
  }
  return check.options?.length ? check.options : null;
}
