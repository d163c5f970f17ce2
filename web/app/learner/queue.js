// What is done while the server is away waits on the device, and is sent when it answers again.
import { signal } from "@preact/signals";
import { OfflineLearner } from "../lib/offline.js";
import { accessToken, account, me } from "../lib/session.js";
import { recall, remember } from "../lib/storage.js";

const DEVICE = "coursewright.device";

/** Of the course that is read: how many sittings are to be sent, whether sending needs a sign-in, what was refused. */
export const waiting = signal({ pending: 0, isStopped: false, rejected: /** @type {any[]} */ ([]) });

/** @type {{database: string, queue: OfflineLearner} | null} */
let current = null;
/** @type {string | undefined} */
let who;

account.subscribe((now) => {
  if (now?.id !== who) closeQueue(); // whose sign-in ended is heard again with the next one
  who = now?.id;
});

/** The queue of a course and of its owner: who is signed in. One is open at a time; others keep what they have. */
export function queueOf(course, owner = me().id) {
  const database = `study/${owner}/${course}`;
  if (current?.database === database) return current.queue;
  closeQueue();
  const queue = new OfflineLearner({ baseUrl: "", courseId: course, deviceId: device(), headers: signed, database });
  current = { database, queue };
  listen(queue);
  return queue;
}

/** Stop sending; what waits stays in its database for the next sign-in. */
export function closeQueue() {
  current?.queue.close();
  current = null;
  waiting.value = { pending: 0, isStopped: false, rejected: [] };
}

/** Take a sitting off the list of those that were refused. */
export async function forgetRejected(queue, eventId) {
  await queue.dismiss(eventId);
  waiting.value = { ...waiting.value, rejected: await queue.rejected() };
}

function listen(queue) {
  const show = (changed) => current?.queue === queue && (waiting.value = { ...waiting.value, ...changed });
  const refused = async () => show({ rejected: await queue.rejected() });
  queue.addEventListener("progress", ({ detail }) => show({ pending: detail.pending }));
  queue.addEventListener("stopped", () => show({ isStopped: true }));
  queue.addEventListener("online", () => show({ isStopped: false }));
  queue.addEventListener("rejected", refused);
  queue.progress().then(({ pending }) => show({ pending }), () => {});
  refused().catch(() => {});
}

/** @returns {Promise<Record<string, string>>} */
async function signed() {
  const token = await accessToken();
  return token ? { Authorization: `Bearer ${token}` } : {};
}

function device() {
  const known = recall(DEVICE) ?? uuid();
  remember(DEVICE, known);
  return known;
}

/** A random UUID (RFC 9562, version 4), also where the page did not come over https. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
