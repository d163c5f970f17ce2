// "Make available offline", and the way back.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { announce } from "../lib/telling.js";
import { useTold } from "../parts/actions.js";
import { Bar } from "../parts/bar.js";
import { ProblemNote } from "../parts/notes.js";
import { dropCourse, keepCourse } from "./keeping.js";
import { canKeep, isKept } from "./kept.js";

export function Keeping({ course }) {
  const [isHere, setHere] = useState(false);
  const [share, setShare] = useState(/** @type {number | null} */ (null));
  useEffect(() => void isKept(course.id).then(setHere), [course.id]);

  const [keep, isKeeping, keepProblem] = useTold(async () => {
    setShare(0);
    try {
      await keepCourse(course, setShare);
    } finally {
      setShare(null);
    }
    setHere(true);
    announce(t("learner.kept"));
  });
  const [drop, , dropProblem] = useTold(async () => {
    await dropCourse(course.id);
    setHere(false);
    announce(t("learner.dropped"));
  });
  const problem = keepProblem ?? dropProblem;

  if (!canKeep()) return html`<p class="small soft">${t("learner.cannot_keep")}</p>`;
  return html`${share !== null && html`<${Bar} label=${t("learner.keeping")} share=${share} />`}
    ${problem?.slug === "storage-full"
      ? html`<p class="note bad" role="alert">${t("learner.no_room")}</p>`
      : html`<${ProblemNote} problem=${problem} />`}
    ${isHere && html`<p class="small">${t("learner.kept")}</p>`}
    <p class="buttons">
      <button type="button" class="button" aria-disabled=${isKeeping ? "true" : undefined} onClick=${keep}>
        ${isHere ? t("learner.keep_anew") : t("learner.keep")}
      </button>
      ${isHere && html`<button type="button" class="button quiet" onClick=${drop}>${t("learner.drop")}</button>`}
    </p>`;
}
