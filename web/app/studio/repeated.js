// A list of like things as cards: added, ordered, dropped with a way back.
import { keepFocus } from "../lib/focus.js";
import { html } from "../lib/html.js";
import { inserted, moved, replaced, without } from "../lib/lists.js";
import { t } from "../lib/messages.js";
import { toast } from "../lib/telling.js";

/** `children` is a function of (item, set, index), where `set` takes fields that change.
 * `onChange` gets the list, or a function of the present one; `mark` makes what is said of an item in its heading. */
export function Repeated({ title, items, fresh, onChange, children, before, mark }) {
  const drop = (at) => {
    onChange(without(items, at));
    toast(t("outline.removed", { title: nameOf(at) }), { undo: () => onChange((now) => inserted(now, at, items[at])) });
  };
  const nameOf = (at) => `${title} ${at + 1}`;
  const move = (at, to) => {
    keepFocus(t(to < at ? "outline.up" : "outline.down", { title: nameOf(to) }));
    onChange(moved(items, at, to));
  };
  const set = (at) => (fields) =>
    onChange(replaced(items, at, typeof fields === "string" ? fields : { ...items[at], ...fields }));
  return html`<fieldset>
    <legend>${title} (${items.length})</legend>
    ${before}
    ${items.map((item, at) => {
      const names = { title: nameOf(at) };
      return html`<details class="card" key=${item.id ?? at}>
        <summary dir="auto">${at + 1}. ${brief(item)}${mark && html`${" "}${mark(item)}`}</summary>
        ${children(item, set(at), at)}
        <div class="buttons">
          <button
            type="button"
            class="button small quiet"
            disabled=${at === 0}
            aria-label=${t("outline.up", names)}
            onClick=${() => move(at, at - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="button small quiet"
            disabled=${at === items.length - 1}
            aria-label=${t("outline.down", names)}
            onClick=${() => move(at, at + 1)}
          >
            ↓
          </button>
          <button
            type="button"
            class="button small quiet"
            aria-label=${t("outline.take_out", names)}
            onClick=${() => drop(at)}
          >
            ${t("do.remove")}
          </button>
        </div>
      </details>`;
    })}
    ${fresh && html`<button type="button" class="button small"
      onClick=${() => onChange([...items, fresh()])}>${t("do.add")}<span
        class="visually-hidden">${" "}${title}</span></button>`}
  </fieldset>`;
}

function brief(item) {
  const text = typeof item === "string" ? item : item.title || item.stem || item.prompt || item.alt || "";
  return text.length > 100 ? `${text.slice(0, 100)}…` : text || t("editor.empty");
}
