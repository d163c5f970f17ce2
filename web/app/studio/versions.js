// Versions of a section: compared, restored, and what was proposed, taken.
import { useEffect, useState } from "preact/hooks";
import { get, post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { date, named, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { ActionButton } from "../parts/actions.js";
import { Dialog } from "../parts/dialog.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { placeOf } from "./places.js";

export function Versions({ id, looks, etag, taken }) {
  const resource = useResource(`/api/sections/${id}/versions`);
  const [compared, setCompared] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (looks) resource.reload();
  }, [looks]);
  const put = async (number, what) => {
    const answer = await post(`/api/sections/${id}/versions/${number}/${what}`, undefined, { etag });
    setCompared(null);
    taken(answer);
    resource.reload();
  };
  return html`<section class="card" aria-labelledby="versions">
    <h3 id="versions">${t("editor.versions")}</h3>
    <${Read} resource=${resource}>
      ${({ items }) =>
        html`<ol class="plain-list small versions" reversed>
          ${items.map(
            (one) =>
              html`<li key=${one.number} class="row apart">
                <span
                  >${t("versions.number", { number: one.number })} · ${named("version", one.kind)}<br /><span
                    class="soft"
                    >${date(one.created_at)}</span
                  ></span
                >
                ${
                  one.is_current
                    ? html`<span class="badge good">${t("versions.current")}</span>`
                    : html`<button type="button" class="button small" onClick=${() => setCompared(one)}>
                        ${t("versions.compare")}<span class="visually-hidden">${" "}${one.number}</span>
                      </button>`
                }
              </li>`,
          )}
        </ol>`}
    </${Read}>
    ${compared && html`<${Comparison} id=${id} version=${compared} put=${put} onClose=${() => setCompared(null)} />`}
  </section>`;
}

function Comparison({ id, version, put, onClose }) {
  const [state, setState] = useState(/** @type {{data?: any, problem?: any}} */ ({}));
  const isProposal = version.kind === "proposal" && !version.taken_at;
  useEffect(() => {
    get(`/api/sections/${id}/versions/${version.number}/diff`).then(setState, (problem) => setState({ problem }));
  }, []);
  return html`<${Dialog} title=${t("versions.number", { number: version.number })} onClose=${onClose}>
    <${ProblemNote} problem=${state.problem} />
    ${
      state.data &&
      html`<p class="soft small">${t("versions.reading")}</p>
        ${!state.data.fields.length && html`<p>${t("outline.nothing_changed")}</p>`}
        ${state.data.fields.map(
          (field) =>
            html`<section key=${field.pointer}>
              <h3 class="small">${placeOf(field.pointer)}</h3>
              <p class="diff" dir="auto">${field.hunks.map(hunk)}</p>
            </section>`,
        )}`
    }
    <${ActionButton} kind="main" act=${() => put(version.number, isProposal ? "take" : "restore")}>
      ${isProposal ? t("versions.take") : t("versions.restore")}
    </${ActionButton}>
  </${Dialog}>`;
}

function hunk({ kind, text }) {
  if (kind === "removed") return html`<ins>${text}</ins>`;
  if (kind === "added") return html`<del>${text}</del>`;
  return text;
}
