// One sitting with a section, judged here by the rules of the package. Takes the place of web/app/learner/sitting.js.
import { useEffect, useRef, useState } from "preact/hooks";
import { useDraft } from "web/app/lib/drafts.js";
import { useAttention } from "web/app/learner/attention.js";
import course from "course";
import { owner, record, whileShown } from "./study.js";

/** As that of the reader. What was read without an answer is recorded when the section is left. */
export function useSitting(_, sectionId, done) {
  const place = course.sections.findIndex((one) => one.key === sectionId);
  const mine = `${owner}.${sectionId}`;
  const [answers, setAnswers, clearAnswers] = useDraft(`answers.${mine}`, {});
  const attention = useAttention(`time.${mine}`);
  const looked = useRef(0);
  const [outcome, setOutcome] = useState(null);

  const take = (given, checks) => {
    const told = record(place, attention.seconds(), looked.current, given, checks);
    looked.current = 0;
    attention.forget();
    return told;
  };

  useEffect(() => whileShown(() => attention.seconds() + looked.current >= 1 && take({}, [])), []);

  const send = (checks) => {
    const known = new Set(checks.map((check) => check.id));
    const given = Object.entries(answers).filter(([id, text]) => known.has(id) && text.trim() !== "");
    setOutcome(take(Object.fromEntries(given), checks));
    clearAnswers();
    done();
  };
  const answer = (id, value) => setAnswers((now) => ({ ...now, [id]: value }));
  const used = () => (looked.current += 1);
  return { answers, answer, used, send, isBusy: false, outcome, problem: null };
}
