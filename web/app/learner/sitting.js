// One sitting with a section: answers and time as they come about, sent together, or kept until they can be sent.
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { useDraft } from "../lib/drafts.js";
import { useAction } from "../parts/actions.js";
import { Problem } from "../lib/problem.js";
import { account } from "../lib/session.js";
import { useAttention } from "./attention.js";
import { queueOf, uuid } from "./queue.js";

const LATER = new Set([0, 401, 408, 425, 429]);

/** Whether the server has not judged what was sent, so that it has to be sent again. */
const isUndecided = ({ status }) => LATER.has(status) || status >= 500;

/**
 * {answers, answer, used, send, isBusy, outcome, problem}. `outcome` is the API's answer to the last sitting, or
 * {isWaiting} where it waits on this device. `used(name)` counts what was looked at. `done()` is called after each.
 */
export function useSitting(courseId, sectionId, done) {
  const [owner] = useState(account.value?.id); // also when their session ends meanwhile
  const mine = `${owner}.${sectionId}`;
  const [answers, setAnswers, clearAnswers] = useDraft(`answers.${mine}`, {});
  const attention = useAttention(`time.${mine}`);
  const looked = useRef({});
  const [told, setTold] = useState({ outcome: null, problem: null });

  useEffect(() => void queueOf(courseId), [courseId]);

  const [send, isBusy] = useAction(
    async (checks) => {
      setTold({ outcome: null, problem: null });
      const known = new Set(checks.map((check) => check.id));
      const given = Object.entries(answers).filter(([id, value]) => known.has(id) && value !== "");
      const sitting = {
        eventId: uuid(),
        occurredAt: new Date().toISOString(),
        sectionId,
        timeSpentSeconds: Math.round(attention.seconds()),
        answers: Object.fromEntries(given),
        interactions: looked.current,
      };
      const outcome = await deliver(courseId, owner, sitting);
      looked.current = {};
      attention.forget();
      clearAnswers();
      setTold({ outcome, problem: null });
      await done(outcome);
    },
    (problem) => setTold({ outcome: null, problem }),
  );

  const answer = (id, value) => setAnswers((now) => ({ ...now, [id]: value }));
  const used = (name) => (looked.current = { ...looked.current, [name]: (looked.current[name] ?? 0) + 1 });
  return { answers, answer, used, send, isBusy, ...told };
}

/** The answer to a sitting; one that the server did not judge goes into the queue under the same id. */
async function deliver(courseId, owner, sitting) {
  try {
    return await sent(sitting);
  } catch (problem) {
    if (!isUndecided(problem)) throw problem;
    await queueOf(courseId, owner).record(sitting).catch(tellOfRoom);
    return { isWaiting: true, isSignedOut: problem.status === 401 };
  }
}

function tellOfRoom(error) {
  throw error.name === "QuotaExceededError" ? new Problem({ type: "/problems/storage-full" }) : error;
}

async function sent(sitting) {
  const path = `/api/sections/${sitting.sectionId}/interactions`;
  const body = {
    event_id: sitting.eventId,
    time_spent_seconds: sitting.timeSpentSeconds,
    answers: sitting.answers,
    interactions: sitting.interactions,
    occurred_at: sitting.occurredAt,
  };
  try {
    return (await post(path, body)).data;
  } catch (problem) {
    if (problem.status !== 422 || !problem.at?.("/occurred_at")) throw problem;
    delete body.occurred_at; // the clock here is wrong: the server's own counts
    return (await post(path, body)).data;
  }
}
