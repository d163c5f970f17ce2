// The passage of a source around what a citation quotes, read when it is asked for.
import { useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ActionButton } from "../parts/actions.js";
import { ProblemNote } from "../parts/notes.js";

const FURTHEST = 10;

export function SourcePassage({ citation }) {
  const [around, setAround] = useState(0);
  const [state, setState] = useState(/** @type {{data?: any, problem?: any}} */ ({}));
  const read = async (blocks) => {
    const query = { around: citation.block_id, before: blocks, after: blocks };
    try {
      const { data } = await get(`/api/sources/${citation.source_id}/blocks`, { query });
      setAround(blocks);
      setState({ data });
    } catch (problem) {
      setState((now) => ({ ...now, problem }));
    }
  };
  const open = (event) => event.target.open && !state.data && read(2);
  const isWhole = around >= FURTHEST || state.data?.blocks.length === state.data?.total;
  return html`<details onToggle=${open}>
    <summary class="small">${t("passage.show")}<span class="visually-hidden">${" "}${citation.id}</span></summary>
    <${ProblemNote} problem=${state.problem} again=${() => read(around || 2)} />
    ${
      state.data &&
      html`<${Blocks} passage=${state.data} name=${t("passage.name", { id: citation.id })} citation=${citation} />
        ${!isWhole && html`<${ActionButton} kind="small quiet" act=${() => read(FURTHEST)}>${t("passage.more")}</${ActionButton}>`}`
    }
  </details>`;
}

/** Blocks in their order, that of a `citation` marked; `name` is for screen readers. */
export function Blocks({ passage, name, citation }) {
  return html`<div class="source-passage small" tabindex="0" role="group" aria-label=${name} dir="auto"
    lang=${passage.language || undefined}>
    ${passage.blocks.map((one) => html`<${Block} key=${one.id} block=${one} citation=${citation} />`)}
  </div>`;
}

function Block({ block, citation }) {
  const isCited = block.id === citation?.block_id;
  const text = html`${isCited ? quoted(block.text, citation.quote) : block.text}${block.is_cut && "…"}`;
  const name = isCited ? "cited" : undefined;
  if (block.kind === "heading") return html`<p class=${name}><strong>${text}</strong></p>`;
  if (block.kind === "code" || block.kind === "table") return html`<pre class=${name} tabindex="0">${text}</pre>`;
  if (block.kind === "list_item") return html`<p class=${name}>${block.ordinal ? `${block.ordinal}.` : "•"} ${text}</p>`;
  return html`<p class=${name}>${text}</p>`;
}

/** The text with its quote marked, where it stands there letter for letter. */
function quoted(text, quote) {
  const at = text.indexOf(quote);
  if (at < 0) return text;
  return html`${text.slice(0, at)}<mark>${quote}</mark>${text.slice(at + quote.length)}`;
}
