// "Make available offline", and the way back.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { announce } from "../lib/telling.js";
import { useAction } from "../parts/actions.js";
import { Bar } from "../parts/bar.js";
import { ProblemNote } from "../parts/notes.js";
import { dropCourse, keepCourse } from "./keeping.js";
import { canKeep, isKept } from "./kept.js";

export function Keeping({ course }) {
  const [isHere, setHere] = useState(undefined);
  const [share, setShare] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => void isKept(course.id).then(setHere), [course.id]);

  const refused = (fault) => {
    setShare(null);
    setProblem(fault);
  };
  const [keep, isKeeping] = useAction(async () => {
    setProblem(null);
    setShare(0);
    await keepCourse(course, setShare);
    setShare(null);
    setHere(true);
    announce(t("learner.kept"));
  }, refused);
  const [drop] = useAction(async () => {
    await dropCourse(course.id);
    setHere(false);
    announce(t("learner.dropped"));
  }, refused);

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
