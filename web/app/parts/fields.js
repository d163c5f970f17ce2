// Fields of forms: a label, a hint, and what the server has against the value, tied together for screen readers.
import { useId } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";

/** The ids of what is said of a field, for `aria-describedby`. */
const saidOf = (id, hint, fault) => [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;

const Said = ({ id, hint, fault }) => html`${hint && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`}
  ${fault && html`<p class="field-fault" id=${`${id}-fault`}>${fault}</p>`}`;

/** `children` is a function of what an input needs: id, aria-describedby, aria-invalid. */
function Field({ label, hint, fault, children }) {
  const id = useId();
  const said = saidOf(id, hint, fault);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${children({ id, "aria-describedby": said, "aria-invalid": fault ? "true" : undefined })}
    <${Said} id=${id} hint=${hint} fault=${fault} />
  </div>`;
}

/**
 * One line, or an area with `rows`. `onChange` gets the text. What is longer than `maxlength` is told and not cut off, as
 * a browser would do with what is pasted.
 */
export function TextField({ label, hint, fault, value, onChange, rows, tall, maxlength, ...rest }) {
  const type = (event) => onChange(event.target.value);
  const count = value?.length ?? 0;
  const isTooLong = count > Number(maxlength ?? Infinity);
  const said = isTooLong ? t("field.too_long", { count, most: Number(maxlength) }) : fault;
  return html`<${Field} label=${label} hint=${hint} fault=${said}>
    ${(tied) =>
      rows
        ? html`<textarea class=${tall ? "tall" : ""} rows=${rows} dir="auto" ...${tied} ...${rest} value=${value} onInput=${type}></textarea>`
        : html`<input type="text" dir="auto" ...${tied} ...${rest} value=${value} onInput=${type} />`}
  </${Field}>`;
}

/** A whole number between `min` and `max`; an empty field keeps the last one. */
export function NumberField({ label, hint, fault, value, onChange, ...rest }) {
  const type = (event) => Number.isInteger(event.target.valueAsNumber) && onChange(event.target.valueAsNumber);
  return html`<${Field} label=${label} hint=${hint} fault=${fault}>
    ${(tied) => html`<input type="number" step="1" inputmode="numeric" ...${tied} ...${rest} value=${value} onInput=${type} />`}
  </${Field}>`;
}

/** A day, as “2026-01-05”; empty for none. */
export function DateField({ label, hint, fault, value, onChange, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} fault=${fault}>
    ${(tied) => html`<input type="date" ...${tied} ...${rest} value=${value} onChange=${(event) => onChange(event.target.value)} />`}
  </${Field}>`;
}

/** `options` are [value, name] pairs. */
export function ChoiceField({ label, hint, fault, value, onChange, options, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} fault=${fault}>
    ${(tied) => html`<select ...${tied} ...${rest} value=${value} onChange=${(event) => onChange(event.target.value)}>
      ${options.map(([one, name]) => html`<option value=${one} selected=${one === value}>${name}</option>`)}
    </select>`}
  </${Field}>`;
}

export function CheckField({ label, hint, fault, value, onChange, ...rest }) {
  const id = useId();
  const said = saidOf(id, hint, fault);
  return html`<div class="field">
    <label class="check" for=${id}>
      <input type="checkbox" id=${id} checked=${value} aria-describedby=${said} aria-invalid=${fault ? "true" : undefined}
        ...${rest}
        onChange=${(event) => onChange(event.target.checked)} />
      <span>${label}</span>
    </label>
    <${Said} id=${id} hint=${hint} fault=${fault} />
  </div>`;
}
