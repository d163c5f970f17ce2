// Many checks at once: chosen, then accepted or dropped together.
import { useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { ActionButton } from "../parts/actions.js";
import { CheckMark } from "./check_standing.js";

export function ManyChecks({ items, standings, isSaved, drop }) {
  const [ticked, setTicked] = useState(/** @type {string[]} */ ([]));
  const chosen = items.map((one) => one.id).filter((id) => ticked.includes(id));
  const toggle = (id) => setTicked((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const isAll = chosen.length === items.length;
  const count = { count: chosen.length };
  const accept = async () => {
    await standings.review(chosen, true);
    setTicked([]);
  };
  const dropChosen = () => {
    drop(chosen);
    setTicked([]);
  };
  return html`<details>
    <summary>${t("checks.many")}</summary>
    <label class="check">
      <input type="checkbox" checked=${isAll} onChange=${() => setTicked(isAll ? [] : items.map((one) => one.id))} />
      <strong>${t("checks.all")}</strong>
    </label>
    ${items.map(
      (one) =>
        html`<label class="check" key=${one.id}>
          <input type="checkbox" checked=${chosen.includes(one.id)} onChange=${() => toggle(one.id)} />
          <span>
            <bdi>${one.stem || t("editor.empty")}</bdi>${" "}<${CheckMark} standing=${standings.of(one.id)}
              isSaved=${isSaved} />
          </span>
        </label>`,
    )}
    <div class="buttons">
      <${ActionButton} kind="small" disabled=${!chosen.length || !isSaved} act=${accept}>${t("checks.accept", count)}</${ActionButton}>
      <button type="button" class="button small danger" disabled=${!chosen.length} onClick=${dropChosen}>
        ${t("checks.drop", count)}
      </button>
    </div>
    ${!isSaved && html`<p class="soft small">${t("checks.save_first")}</p>`}
  </details>`;
}
