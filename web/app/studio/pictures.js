// Pictures of a section: described, added, replaced, taken out.
import { useEffect, useState } from "preact/hooks";
import { download, upload } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useTold } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote, sentenceOf } from "../parts/notes.js";
import { Repeated } from "./repeated.js";

export function Pictures({ course, items, media, onChange }) {
  const link = (one) => media.find((asset) => asset.id === one.media_id);
  return html`<${Repeated} title=${t("field.visuals")} items=${items} onChange=${onChange}>
      ${(one, set) =>
        html` <${Picture} url=${link(one)?.url ?? `/api/media/${one.media_id}`} alt=${one.alt} />
          <${TextField}
            label=${t("picture.alt")}
            hint=${t("picture.alt_hint")}
            rows="2"
            value=${one.alt}
            onChange=${(alt) => set({ alt })}
          />
          <${TextField} label=${t("picture.caption")} value=${one.caption} onChange=${(caption) => set({ caption })} />
          <${Bring}
            course=${course}
            label=${t("picture.replace")}
            alt=${one.alt}
            brought=${(asset) => set({ media_id: asset.id })}
          />`}
    </${Repeated}>
    <${Bring} course=${course} label=${t("picture.add")} alt=""
      brought=${(asset, alt) => onChange([...items, { media_id: asset.id, alt, caption: "" }])} />`;
}

/** A picture that only its owner may see: fetched with their token, shown from a data: address. */
function Picture({ url, alt }) {
  const [state, setState] = useState(/** @type {{src?: string, problem?: any}} */ ({}));
  useEffect(() => {
    let isStale = false;
    const show = (next) => !isStale && setState(next);
    download(url)
      .then(({ blob }) => dataAddress(blob))
      .then(
        (src) => show({ src }),
        (problem) => show({ problem }),
      );
    return () => (isStale = true);
  }, [url]);
  if (state.problem) return html`<p class="field-fault">${sentenceOf(state.problem)}</p>`;
  return state.src ? html`<img src=${state.src} alt=${alt} />` : html`<p class="soft">${t("page.loading")}</p>`;
}

function dataAddress(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** The picture that stands for a course in lists. */
export function Thumbnail({ course, resource }) {
  const { thumbnail } = course;
  return html`<section class="card" aria-labelledby="thumbnail">
    <h2 id="thumbnail">${t("picture.thumbnail")}</h2>
    ${thumbnail && html`<${Picture} url=${thumbnail.url} alt=${thumbnail.alt} />`}
    <${Bring} course=${course} label=${t(thumbnail ? "picture.replace" : "picture.add")} alt="" isThumbnail
      brought=${resource.reload} />
  </section>`;
}

function Bring({ course, label, alt: known, isThumbnail = false, brought }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [alt, setAlt] = useState(known);
  const [send, isBusy, problem] = useTold(async () => {
    const form = new FormData();
    form.append("alt", alt);
    if (isThumbnail) form.append("thumbnail", "true");
    if (file) form.append("file", file, file.name);
    const { data } = await upload(`/api/courses/${course.id}/media`, form);
    setFile(null);
    brought(data, alt);
  });
  return html`<details>
    <summary>${label}</summary>
    <label class="field"
      >${t("picture.file")}${" "}<input
        type="file"
        accept="image/*"
        onChange=${(event) => setFile(event.target.files[0] ?? null)}
    /></label>
    <${TextField} label=${t("picture.alt")} hint=${t("picture.alt_hint")} rows="2" value=${alt} onChange=${setAlt} />
    <${ProblemNote} problem=${problem} />
    <button
      type="button"
      class="button small"
      disabled=${!file || !alt.trim()}
      aria-disabled=${isBusy ? "true" : undefined}
      onClick=${send}
    >
      ${label}
    </button>
  </details>`;
}
