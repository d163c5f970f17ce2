// Examples, exercises and applications of a section, as forms.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { TextField } from "../parts/fields.js";
import { Repeated } from "./repeated.js";

export function Examples({ items, onChange, problem }) {
  return html`<${Repeated} title=${t("field.examples")} items=${items} onChange=${onChange}
    fresh=${() => ({ title: "", body: "" })}>
    ${(one, set, at) =>
      html` <${TextField}
          label=${t("new.name")}
          value=${one.title}
          onChange=${(title) => set({ title })}
          fault=${problem?.at?.(`/content/examples/${at}/title`)}
        />
        <${TextField}
          label=${t("editor.body")}
          rows="6"
          value=${one.body}
          onChange=${(body) => set({ body })}
          fault=${problem?.at?.(`/content/examples/${at}/body`)}
        />`}
  </${Repeated}>`;
}

export function Exercises({ items, onChange, problem }) {
  const fresh = () => ({ prompt: "", hint: "", solution: "" });
  return html`<${Repeated} title=${t("field.exercises")} items=${items} onChange=${onChange} fresh=${fresh}>
    ${(one, set, at) =>
      ["prompt", "hint", "solution"].map(
        (name) =>
          html`<${TextField}
            label=${t(`exercise.${name}`)}
            rows="3"
            value=${one[name]}
            onChange=${(text) => set({ [name]: text })}
            fault=${problem?.at?.(`/content/exercises/${at}/${name}`)}
          />`,
      )}
  </${Repeated}>`;
}

/** Further reading: a title, and an address or the name of a document. */
export function Resources({ items, onChange, problem }) {
  const fresh = () => ({ title: "", url: null, source: null, pages: null });
  return html`<${Repeated} title=${t("field.resources")} items=${items} onChange=${onChange} fresh=${fresh}>
    ${(one, set, at) =>
      ["title", "url", "source", "pages"].map(
        (name) =>
          html`<${TextField}
            label=${t(`resource.${name}`)}
            type=${name === "url" ? "url" : "text"}
            value=${one[name] ?? ""}
            onChange=${(text) => set({ [name]: name === "title" ? text : text || null })}
            fault=${problem?.at?.(`/content/resources/${at}/${name}`)}
          />`,
      )}
  </${Repeated}>`;
}

export function Applications({ items, onChange, problem }) {
  return html`<${Repeated} title=${t("field.applications")} items=${items} onChange=${onChange} fresh=${() => ""}>
    ${(one, set, at) => html`<${TextField} label=${t("editor.body")} rows="3" value=${one} onChange=${set}
      fault=${problem?.at?.(`/content/applications/${at}`)} />`}
  </${Repeated}>`;
}
