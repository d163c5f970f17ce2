// Exercises: the hint when it is asked for, the solution after that.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { Text } from "./texts.js";

export function Exercises({ exercises, lang, used }) {
  return html`<section aria-labelledby="exercises">
    <h2 id="exercises">${t("learner.exercises")}</h2>
    <ol class="exercises">
      ${exercises.map((exercise) => html`<li><${Exercise} exercise=${exercise} lang=${lang} used=${used} /></li>`)}
    </ol>
  </section>`;
}

function Exercise({ exercise, lang, used }) {
  const [isHintSeen, setHintSeen] = useState(!exercise.hint);
  const see = (name) => (event) => {
    if (!event.currentTarget.open) return;
    used(name);
    if (name === "hints") setHintSeen(true);
  };
  return html`<${Text} part=${exercise} name="prompt" lang=${lang} />
    ${exercise.hint && html`<details onToggle=${see("hints")}>
      <summary>${t("learner.hint")}</summary>
      <${Text} part=${exercise} name="hint" lang=${lang} />
    </details>`}
    ${exercise.solution && isHintSeen && html`<details onToggle=${see("solutions")}>
      <summary>${t("learner.solution")}</summary>
      <${Text} part=${exercise} name="solution" lang=${lang} />
    </details>`}
    ${exercise.solution && !isHintSeen && html`<p class="small soft">${t("learner.hint_first")}</p>`}`;
}
