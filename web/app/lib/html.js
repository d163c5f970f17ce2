// Markup in modules, without a build step: html`<p>${text}</p>` makes elements, and what is put in is text.
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);

/** Markup that the server rendered and cleaned (`…_html`), at an element of class `prose`. */
export const Rendered = ({ markup, lang, class: name = "prose" }) =>
  html`<div class=${name} lang=${lang} dir="auto" dangerouslySetInnerHTML=${{ __html: markup }} />`;
