// How far a form is saved, and what to do where somebody else was faster.
import { html } from "../lib/html.js";
import { named, t } from "../lib/messages.js";
import { Dialog } from "../parts/dialog.js";
import { sentenceOf } from "../parts/notes.js";

export function SavedNote({ saving }) {
  return html`<div class="row">
      <span class="saved soft small" role="status">${t(`saving.${saving.status}`)}</span>
      ${
        ["refused", "changed"].includes(saving.status) &&
        html`<button type="button" class="button small" onClick=${saving.saveNow}>${t("saving.now")}</button>`
      }
    </div>
    ${
      saving.problem &&
      html`<div class="note bad" role="alert">
        <p>${sentenceOf(saving.problem)}</p>
        <p class="small">${t("saving.kept")}</p>
      </div>`
    }`;
}

/** Both versions of what differs; nothing is lost until the person chooses. `pick` takes the fields of the form, `told`
 * has a function for each field whose value is said in other words. */
export function Conflict({ saving, pick, told = {} }) {
  if (!saving.conflict) return null;
  const theirs = pick(saving.conflict.data);
  const names = Object.keys(theirs).filter(
    (name) => JSON.stringify(theirs[name]) !== JSON.stringify(saving.form[name]),
  );
  const say = (name, value) => shown(told[name] && value ? told[name](value) : value);
  return html`<${Dialog} title=${t("conflict.title")}>
    <p>${t("conflict.hint")}</p>
    ${names.map(
      (name) =>
        html`<section key=${name}>
          <h3>${t(`field.${name}`)}</h3>
          <div class="sides">
            <div>
              <h4>${t("conflict.mine")}</h4>
              <pre dir="auto">${say(name, saving.form[name])}</pre>
            </div>
            <div>
              <h4>${t("conflict.theirs")}</h4>
              <pre dir="auto">${say(name, theirs[name])}</pre>
            </div>
          </div>
        </section>`,
    )}
    <div class="buttons">
      <button type="button" class="button main" onClick=${saving.keepMine}>${t("conflict.keep_mine")}</button>
      <button type="button" class="button" onClick=${saving.takeTheirs}>${t("conflict.take_theirs")}</button>
    </div>
  </${Dialog}>`;
}

/** A value of a form in words: lists one below the other, fields of things by their names. */
function shown(value) {
  if (value === null || value === "") return "–";
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? `• ${one}` : shown(one))).join("\n\n") || "–";
  if (typeof value === "object") {
    const said = Object.entries(value).filter(([name]) => !["id", "media_id"].includes(name));
    return said.map(([name, one]) => `${named("field", name)}: ${shown(one)}`).join("\n");
  }
  return typeof value === "boolean" ? t(`check.${value}`) : String(value);
}
