// The browser's own dialog: it keeps the focus inside, closes by Escape, and gives the focus back.
import { useEffect, useId, useRef } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";

/** Without `onClose` it stays until what is in it is answered. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    dialog.current?.showModal();
    return () => void (before?.isConnected && before.focus());
  }, []);
  return html`<dialog ref=${dialog} aria-labelledby=${id} onClose=${onClose} onCancel=${(event) => (onClose ? onClose() : event.preventDefault())}>
    <div class="row apart">
      <h2 id=${id}>${title}</h2>
      ${onClose && html`<button type="button" class="button small quiet" onClick=${onClose}>${t("do.close")}</button>`}
    </div>
    ${children}
  </dialog>`;
}
