// Where statements come from: each citation with its quote, and the passage that it stands in.
import { useEffect, useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { SourcePassage } from "./source_passage.js";

export function Citations({ citations }) {
  const names = useNames(citations);
  return html`<section class="card" aria-labelledby="citations">
    <h3 id="citations">${t("editor.citations")} (${citations.length})</h3>
    ${!citations.length && html`<p class="soft small">${t("editor.no_citations")}</p>`}
    <div class="passages" tabindex="0" role="group" aria-labelledby="citations">
      ${citations.map(
        (one) =>
          html`<figure key=${one.id}>
            <blockquote class="small" dir="auto">${one.quote}</blockquote>
            <figcaption class="small soft">
              <code>[^${one.id}]</code>${" "}<span dir="auto"
                >${[names[one.source_id], one.heading].filter(Boolean).join(" – ")}</span
              >
              ${one.page && html` · ${t("editor.page", { number: one.page })}`}
            </figcaption>
            ${one.block_id && html`<${SourcePassage} citation=${one} />`}
          </figure>`,
      )}
    </div>
  </section>`;
}

function useNames(citations) {
  const [names, setNames] = useState({});
  const ids = [...new Set(citations.map((one) => one.source_id))];
  useEffect(() => {
    const show = (id, name) => setNames((now) => ({ ...now, [id]: name }));
    for (const id of ids) {
      get(`/api/sources/${id}`).then(
        ({ data }) => show(id, data.filename),
        () => show(id, t("editor.source_gone")),
      );
    }
  }, [ids.join()]);
  return names;
}
