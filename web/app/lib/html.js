// Markup in modules, without a build step: html`<p>${text}</p>` makes elements, and what is put in is text.
import { h } from "preact";
import { useEffect, useRef } from "preact/hooks";
import htm from "htm";

export const html = htm.bind(h);

/** Markup that the server rendered and cleaned (`…_html`). What is too wide scrolls, by keys as well. */
export function Rendered({ markup, lang, class: name = "prose" }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    for (const wide of place.current?.querySelectorAll("pre, table") ?? []) wide.setAttribute("tabindex", "0");
  }, [markup]);
  return html`<div class=${name} lang=${lang} dir="auto" ref=${place} dangerouslySetInnerHTML=${{ __html: markup }} />`;
}
