// Have a section written anew, as a proposal that is compared before it is taken.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { randomId } from "../lib/ids.js";
import { t } from "../lib/messages.js";
import { useAction } from "../parts/actions.js";
import { TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";

export function Regenerate({ id, isEdited }) {
  const [wish, setWish, clear] = useDraft(`regenerate.${id}`, "");
  const [state, setState] = useState(/** @type {{generation?: any, problem?: any}} */ ({}));
  const [send, isBusy] = useAction(
    async () => {
      setState({});
      const body = { instructions: wish, overwrite_edits: isEdited, propose: true };
      const { data } = await post(`/api/sections/${id}/regenerate`, body, { key: randomId() });
      clear();
      setState({ generation: data });
    },
    (problem) => setState({ problem }),
  );
  const submit = (event) => {
    event.preventDefault();
    send();
  };
  return html`<form class="card" onSubmit=${submit}>
    <h3>${t("regenerate.title")}</h3>
    <p class="small soft">${t("regenerate.hint")}</p>
    <${TextField} label=${t("outline.wish")} rows="3" maxlength="5000" value=${wish} onChange=${setWish} />
    <${ProblemNote} problem=${state.problem} />
    <button class="button" aria-disabled=${isBusy ? "true" : undefined}>${t("regenerate.send")}</button>
    ${state.generation && html`<p><a
      href=${`/studio/generations/${state.generation.id}`}>${t("regenerate.follow")}</a></p>`}
  </form>`;
}
