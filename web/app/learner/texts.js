// Texts of a course: as the server rendered them (`…_html`), else as they were typed; each in its own language.
import { Rendered, html } from "../lib/html.js";

const RIGHT_TO_LEFT = new Set(["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

/** `lang` and `dir` of what is written in a language. */
export const written = (lang) => ({ lang, dir: RIGHT_TO_LEFT.has(lang?.split("-")[0]) ? "rtl" : "ltr" });

/** A text of a part by its name. Without a rendered twin its paragraphs are shown as text, never as markup. */
export function Text({ part, name, lang, class: kind = "prose" }) {
  const markup = part[`${name}_html`];
  if (markup) return html`<${Rendered} markup=${markup} lang=${lang} class=${kind} />`;
  if (!part[name]) return null;
  return html`<div class=${kind} lang=${lang} dir="auto">
    ${part[name].split(/\n{2,}/).map((paragraph) => html`<p class="typed">${paragraph}</p>`)}
  </div>`;
}

/** The texts of a list (`applications`), each beside its rendered twin. */
export const listed = (part, name) => (part[name] ?? []).map((text, at) => ({ text, text_html: part[`${name}_html`]?.[at] }));
