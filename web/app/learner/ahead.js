// The next section is there before it is asked for: read once, while nothing else is to be done.
import { get } from "../lib/api.js";

const MOST = 4;
const ahead = new Map();

/** Begin to read a path that is likely to be wanted next. */
export function fetchAhead(path) {
  if (ahead.has(path)) return;
  const answer = get(path);
  answer.catch(() => ahead.delete(path));
  ahead.set(path, answer);
  for (const old of [...ahead.keys()].slice(0, -MOST)) ahead.delete(old);
}

/** What was read ahead, once; else undefined. */
export function takeAhead(path) {
  const answer = ahead.get(path);
  ahead.delete(path);
  return answer;
}
