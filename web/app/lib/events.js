// Event streams by fetch, which can carry a token: read to the end, taken up again where they broke off.
import { pause, signed } from "./api.js";
import { isAborted, problemOf } from "./problem.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 20_000;

/**
 * Tell `told({kind, id, data})` of every event after number `after` until the stream says that nothing follows (204),
 * `isLast(event)`, or `signal`. `state("open" | "waiting")` says whether it is heard right now.
 * Rejects with a Problem that waiting does not mend.
 * @param {string} path
 * @param {{after?: string | number, told: (event: any) => void, isLast?: (event: any) => boolean,
 *   state?: (state: string) => void, signal: AbortSignal}} options
 */
export async function follow(path, { after, told, isLast = () => false, state, signal }) {
  let last = after;
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const response = await signed(path, { method: "GET", signal, headers: headers(last) });
      if (response.status === 204) return;
      if (!response.ok) throw await problemOf(response);
      state?.("open");
      for await (const event of events(response.body)) {
        wait = FIRST_WAIT_MS;
        if (event.id) last = event.id;
        told(event);
        if (isLast(event)) return;
      }
    } catch (error) {
      if (isAborted(error) || signal.aborted) return;
      if (error.status >= 400 && error.status < 500 && error.status !== 429) throw error;
    }
    state?.("waiting");
    await pause(wait, signal).catch(() => {});
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

const headers = (last) => ({ Accept: "text/event-stream", ...(last ? { "Last-Event-ID": String(last) } : {}) });

/** The events of a body (HTML, 9.2.6), as they come. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (text + value).split(/\r?\n\r?\n/);
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parsed(block);
      if (event) yield event;
    }
  }
}

function parsed(block) {
  /** @type {{event: string, id: string | null, data: string[]}} */
  const fields = { event: "message", id: null, data: [] };
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === "data") fields.data.push(value);
    else if (name === "event" || name === "id") fields[name] = value;
  }
  if (!fields.data.length) return null;
  return { kind: fields.event, id: fields.id, data: JSON.parse(fields.data.join("\n")) };
}
