// A picture with its caption: opened large in a dialog, taken from the device where the network has it not.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { Dialog } from "../parts/dialog.js";
import { pictureKept } from "./keeping.js";

const SIZES = "(max-width: 45rem) 100vw, 42rem";

export function Figure({ visual, media, lang, onZoom }) {
  const [isLarge, setLarge] = useState(false);
  const zoom = () => {
    setLarge(true);
    onZoom();
  };
  const caption = visual.caption || media?.caption;
  const alt = visual.alt || media?.alt || "";
  return html`<figure class="figure" lang=${lang}>
    <${Picture} media=${media} alt=${alt} />
    ${caption && html`<figcaption dir="auto">${caption}</figcaption>`}
    ${media && html`<button type="button" class="button small quiet" onClick=${zoom}>${t("learner.enlarge")}</button>`}
    ${isLarge && html`<${Dialog} title=${caption || t("learner.picture")} onClose=${() => setLarge(false)}>
      <div class="zoomed" tabindex="0" role="region" aria-label=${t("learner.picture")}><${Picture} media=${media} alt=${alt} isLarge=${true} /></div>
    </${Dialog}>`}
  </figure>`;
}

/** Where it cannot be had from anywhere, its description says what it shows. */
function Picture({ media, alt, isLarge = false }) {
  const [copy, setCopy] = useState(undefined);
  if (!media || copy === null) {
    return html`<p class="note warn">${t("learner.picture_missing")} <span dir="auto">${alt}</span></p>`;
  }
  const fail = async () => setCopy((copy === undefined && (await pictureKept(media.url))) || null);
  const widths = copy || isLarge ? undefined : media.widths.map((width) => `${sized(media.url, width)} ${width}w`).join(", ");
  return html`<img src=${copy ?? media.url} srcset=${widths || undefined} sizes=${widths ? SIZES : undefined} alt=${alt}
    width=${media.width} height=${media.height} loading="lazy" decoding="async" onError=${fail} />`;
}

const sized = (url, width) => `${url}${url.includes("?") ? "&" : "?"}width=${width}`;
