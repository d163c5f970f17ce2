/**
 * Studying without a network: sittings are kept on the device until the server has answered for each of them.
 *
 * A sitting gets its id and its time when it is recorded, and keeps both. The server counts an id once, so that a batch
 * may be sent again whenever it is not known what became of it. Nothing leaves the queue before its own result is here.
 */

/** @typedef {Record<string, unknown>} Json */
/** @typedef {{type: string, detail: string}} Problem */
/**
 * @typedef {object} ServerProgress as GET /api/courses/{id}/progress answers
 * @property {string} enrollment_id
 * @property {number} release
 * @property {number} version
 * @property {Json} course
 * @property {Json[]} lessons
 * @property {Json[]} sections
 */
/**
 * @typedef {object} LocalProgress
 * @property {ServerProgress | null} state null until the server has told it once
 * @property {number} pending events that the state knows nothing of yet
 * @property {Record<string, number>} pendingBySection
 */
/** @typedef {{event: Json, problem: Problem}} Rejected */
/** @typedef {{applied: number, duplicate: number, rejected: number}} Flushed */
/**
 * @typedef {object} Sitting
 * @property {string} sectionId
 * @property {number} [timeSpentSeconds]
 * @property {number | null} [score] in percent; heard only for a section without checks
 * @property {Json} [answers] by the id of the check
 * @property {Json} [interactions]
 * @property {string | null} [preferredPath]
 * @property {string} [eventId] of a sitting that was sent by itself already, when it is not known what became of it
 * @property {string} [occurredAt] RFC 3339; as it was sent with that id
 */
/**
 * @typedef {object} Options
 * @property {string} baseUrl where the API is, without `/api`; "" for the page's own origin
 * @property {string} courseId
 * @property {string} deviceId up to 200 characters
 * @property {typeof globalThis.fetch} [fetch]
 * @property {HeadersInit | (() => HeadersInit | Promise<HeadersInit>)} [headers] a function is asked for each request
 * @property {() => number} [clock] milliseconds since 1970, for `occurred_at`
 * @property {string} [database] the name of the IndexedDB database; one for each learner and course
 */

/** The most that the server takes at once. */
export const MOST_EVENTS = 500;
export const FIRST_DELAY_MS = 1_000;
export const MOST_DELAY_MS = 300_000;
const REQUEST_MS = 60_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * How long to wait before the try after `failures` failed ones, in milliseconds: exponential, the upper half by chance
 * (equal jitter: Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, 2015).
 * @param {number} failures at least 1
 * @param {number} [chance] 0–1
 */
export function backOff(failures, chance = Math.random()) {
  const most = Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  return (most * (1 + chance)) / 2;
}

/**
 * What Retry-After asks for, in milliseconds; 0 without one. A date is read by the server's own clock.
 * @param {Headers} headers
 */
export function retryAfter(headers) {
  const told = headers.get("Retry-After")?.trim();
  if (!told) return 0;
  if (/^\d+$/.test(told)) return Number(told) * 1000;
  const wait = Date.parse(told) - (Date.parse(headers.get("Date") ?? "") || Date.now());
  return Math.max(0, wait || 0);
}

/**
 * The newer of two states: of one enrollment the higher version, and of two alike the one of the later release.
 * Of another enrollment versions tell nothing; then it is the one that came.
 * @param {ServerProgress | null | undefined} known
 * @param {ServerProgress | null | undefined} came
 * @returns {ServerProgress | null}
 */
export function newer(known, came) {
  if (!came || !known) return came ?? known ?? null;
  if (came.enrollment_id !== known.enrollment_id) return came;
  if (came.version !== known.version) return came.version > known.version ? came : known;
  return came.release >= known.release ? came : known;
}

/**
 * What to do about a batch of `count` events that was answered with `status`. "stop" is for what no repeating mends.
 * @param {number} status
 * @param {number} count
 * @returns {"taken" | "split" | "reject" | "later" | "stop"}
 */
export function verdict(status, count) {
  if (status >= 200 && status < 300) return "taken";
  if ([400, 413, 422].includes(status)) return count > 1 ? "split" : "reject";
  if ([408, 425, 429].includes(status) || status >= 500) return "later";
  return "stop";
}

/**
 * Records sittings of one course, and brings them to the server when that can be reached.
 *
 * Events (`detail`): `progress` (LocalProgress), `rejected` (Rejected), `offline` and `online` (null: the server could
 * not be reached, it answers again), `stopped` ({status, problem}: nothing is sent until `resume()`).
 */
export class OfflineLearner extends EventTarget {
  #url;
  #deviceId;
  #fetch;
  #headers;
  #clock;
  #name;
  /** @type {Promise<IDBDatabase> | null} */
  #database = null;
  /** @type {Promise<Flushed> | null} */
  #flushing = null;
  #isWantedAgain = false;
  #failures = 0;
  /** By the monotonic clock: what the server asked for with Retry-After. */
  #notBefore = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} runs until the next try, after one that failed */
  #timer;
  #isStopped = false;
  #isClosed = false;
  /** @type {boolean | null} */
  #isOnline = null;
  /** @type {BroadcastChannel | null} */
  #otherTabs = null;
  #listening = new AbortController();

  /** @param {Options} options */
  constructor({ baseUrl, courseId, deviceId, fetch, headers = {}, clock = Date.now, database }) {
    super();
    if (!UUID.test(courseId)) throw new TypeError("courseId is no UUID");
    if (typeof deviceId !== "string" || deviceId.length > 200) throw new TypeError("deviceId has up to 200 characters");
    this.#url = `${baseUrl.replace(/\/+$/, "")}/api/courses/${courseId}`;
    this.#deviceId = deviceId;
    this.#fetch = fetch ?? globalThis.fetch;
    this.#headers = headers;
    this.#clock = clock;
    this.#name = database ?? `coursewright/${courseId}`;
    this.#listen();
    this.#attempt();
  }

  /**
   * Keep one sitting and try to send it. Returns its event id as soon as it is safe on the device; rejects when the
   * device has no room for it, or it cannot be written as JSON.
   * @param {Sitting} sitting
   */
  async record({ sectionId, timeSpentSeconds = 0, score = null, answers = {}, interactions = {}, ...rest }) {
    if (!UUID.test(sectionId)) throw new TypeError("sectionId is no UUID");
    const sitting = {
      event_id: rest.eventId ?? crypto.randomUUID(),
      occurred_at: rest.occurredAt ?? new Date(this.#clock()).toISOString(),
      section_id: sectionId,
      time_spent_seconds: timeSpentSeconds,
      score,
      answers,
      interactions,
      preferred_path: rest.preferredPath ?? null,
    };
    const event = JSON.parse(JSON.stringify(sitting));
    await this.#transact("readwrite", (store) => store("queue").add({ event }));
    await this.#changed();
    if (this.#timer === undefined) this.#attempt();
    return event.event_id;
  }

  /**
   * Send what waits, in batches, until nothing does or the server cannot take it; then it is tried again by itself.
   * Says how many were settled. Sends nothing while stopped, nor before the time that the server asked for.
   * @returns {Promise<Flushed>}
   */
  flush() {
    this.#isWantedAgain = true;
    this.#flushing ??= this.#flush();
    return this.#flushing;
  }

  /** Send again after a stop, for example with a new token in `headers`. */
  resume() {
    this.#isStopped = false;
    return this.flush();
  }

  /**
   * The server's last known state, and how many recorded events it does not know of yet.
   * @returns {Promise<LocalProgress>}
   */
  async progress() {
    /** @type {Record<string, number>} */
    const pendingBySection = {};
    let pending = 0;
    const state = await this.#transact("readonly", (store) => {
      eachKey(store("queue").index("section"), (section) => {
        pending += 1;
        pendingBySection[section] = (pendingBySection[section] ?? 0) + 1;
      });
      return store("state").get("progress");
    });
    return { state: state ?? null, pending, pendingBySection };
  }

  /** Ask the server where the learner stands, and return that; offline, what was known last. */
  async refresh() {
    const answer = await this.#request("/progress");
    if (answer?.status === 200) await this.#settle([], { progress: answer.body });
    return this.progress();
  }

  /**
   * What the server rejected, with its reason.
   * @returns {Promise<Rejected[]>}
   */
  rejected() {
    return this.#transact("readonly", (store) => store("rejected").getAll());
  }

  /**
   * Forget a rejected event.
   * @param {string} eventId
   */
  async dismiss(eventId) {
    await this.#transact("readwrite", (store) => store("rejected").delete(eventId));
  }

  /** Stop listening and sending. What waits is sent by the next one for this database. */
  async close() {
    this.#isClosed = true;
    this.#listening.abort();
    this.#otherTabs?.close();
    clearTimeout(this.#timer);
    await this.#flushing?.catch(() => {});
    (await this.#database)?.close();
  }

  #listen() {
    const { signal } = this.#listening;
    globalThis.addEventListener?.("online", () => this.#comeBack(), { signal });
    globalThis.addEventListener?.("offline", () => this.#reached(false), { signal });
    const page = globalThis.document;
    page?.addEventListener("visibilitychange", () => page.visibilityState === "visible" && this.#attempt(), { signal });
    if (globalThis.BroadcastChannel) {
      this.#otherTabs = new BroadcastChannel(this.#name);
      this.#otherTabs.onmessage = () => void this.#tell().catch(() => {});
    }
  }

  #comeBack() {
    this.#failures = 0;
    this.#attempt();
  }

  /** A flush that nobody waits for. That the database fails is told to who records and reads. */
  #attempt() {
    this.flush().catch(() => this.#later(null));
  }

  async #flush() {
    const flushed = { applied: 0, duplicate: 0, rejected: 0 };
    try {
      while (this.#isWantedAgain) {
        this.#isWantedAgain = false;
        await this.#alone(() => this.#drain(flushed));
      }
      return flushed;
    } finally {
      this.#flushing = null;
    }
  }

  /**
   * One flush at a time, in all tabs where the browser has locks; where it has none, ids keep repeats harmless.
   * @param {() => Promise<void>} work
   */
  async #alone(work) {
    const locks = globalThis.navigator?.locks;
    await (locks ? locks.request(`${this.#name}/flush`, work) : work());
  }

  /** @param {Flushed} flushed */
  async #drain(flushed) {
    const size = { most: MOST_EVENTS, now: MOST_EVENTS };
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#maySend()) {
      const batch = await this.#transact("readonly", (store) => store("queue").getAll(null, size.now));
      if (batch.length === 0) return;
      const answer = await this.#request("/sync", { device_id: this.#deviceId, events: batch.map((one) => one.event) });
      if (!answer) return this.#later(null);
      const next = verdict(answer.status, batch.length);
      if (next === "split") narrow(size, batch.length, answer.status);
      else if (next === "stop") this.#stop(answer);
      else if (next === "later") this.#later(answer);
      else await this.#heed(next, batch, answer, flushed, size);
    }
  }

  /** Take over what the server has decided; an answer that decides nothing is tried again. */
  async #heed(next, batch, answer, flushed, size) {
    if (next === "reject") size.now = size.most;
    const body = next === "reject" ? { results: [refusal(batch[0], answer)] } : answer.body;
    const settled = await this.#settle(batch, body);
    if (settled.length === 0) return this.#later(answer);
    for (const one of settled) flushed[one.status] += 1;
    this.#failures = 0;
  }

  #maySend() {
    if (this.#isStopped || this.#isClosed || this.#timer !== undefined) return false;
    const wait = this.#notBefore - performance.now();
    if (wait > 0) this.#wake(wait);
    return wait <= 0;
  }

  /** Try again after a while, the longer the more often it has failed. */
  #later(answer) {
    const asked = answer?.wait ?? 0;
    this.#failures += 1;
    this.#notBefore = performance.now() + asked;
    this.#isWantedAgain = false;
    this.#wake(Math.max(backOff(this.#failures), asked + FIRST_DELAY_MS * Math.random()));
  }

  /** @param {number} wait in milliseconds */
  #wake(wait) {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#attempt();
    }, Math.min(wait, 2 ** 31 - 1));
  }

  #stop(answer) {
    this.#isStopped = true;
    this.#emit("stopped", { status: answer.status, problem: answer.body });
  }

  /**
   * What the server says, or null when it could not be reached or was not understood.
   * @param {string} path
   * @param {Json} [body] posts it
   */
  async #request(path, body) {
    const posted = body && { method: "POST", body: JSON.stringify(body) };
    try {
      const headers = new Headers(typeof this.#headers === "function" ? await this.#headers() : this.#headers);
      if (body) headers.set("Content-Type", "application/json");
      const signal = AbortSignal.any([AbortSignal.timeout(REQUEST_MS), this.#listening.signal]);
      const fetch = this.#fetch;
      const answer = await fetch(this.#url + path, { ...posted, headers, signal, cache: "no-store" });
      const told = answer.ok ? await answer.json() : await answer.json().catch(() => null);
      this.#reached(true);
      return { status: answer.status, body: told, wait: retryAfter(answer.headers) };
    } catch {
      this.#reached(false);
      return null;
    }
  }

  /**
   * Take out of the queue what has a result, keep what was rejected, and take over the state if it is newer: all of it
   * or, when the page dies, nothing. Returns the results that were heeded.
   */
  async #settle(batch, body) {
    const queued = new Map(batch.map((one) => [one.event.event_id, one]));
    const settled = resultsOf(body).filter((one) => queued.has(one.event_id));
    const progress = typeof body?.progress?.version === "number" ? body.progress : null;
    if (settled.length === 0 && !progress) return settled;
    const refused = settled.filter((one) => one.status === "rejected");
    const kept = refused.map(({ event_id, problem }) => ({ event: queued.get(event_id).event, problem }));
    await this.#transact("readwrite", (store) => {
      for (const one of settled) store("queue").delete(queued.get(one.event_id).place);
      for (const one of kept) store("rejected").put(one);
      const known = store("state").get("progress");
      known.onsuccess = () => store("state").put(newer(known.result, progress), "progress");
    });
    for (const one of kept) this.#emit("rejected", one);
    await this.#changed();
    return settled;
  }

  /** Tell this tab and the others. */
  async #changed() {
    if (!this.#isClosed) this.#otherTabs?.postMessage(null);
    await this.#tell();
  }

  async #tell() {
    if (!this.#isClosed) this.#emit("progress", await this.progress());
  }

  /** @param {boolean} isOnline */
  #reached(isOnline) {
    if (isOnline === this.#isOnline || this.#isClosed) return;
    this.#isOnline = isOnline;
    this.#emit(isOnline ? "online" : "offline", null);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /**
   * The result of the request that `work` returns, once the whole transaction is on the disk.
   * @param {IDBTransactionMode} mode
   * @param {(store: (name: string) => IDBObjectStore) => IDBRequest | void} work
   * @returns {Promise<any>}
   */
  async #transact(mode, work) {
    const database = await this.#opened();
    return new Promise((done, failed) => {
      const transaction = database.transaction(["queue", "rejected", "state"], mode, { durability: "strict" });
      const request = work((name) => transaction.objectStore(name));
      transaction.oncomplete = () => done(/** @type {IDBRequest} */ (request)?.result);
      transaction.onabort = () => failed(transaction.error);
    });
  }

  /** The database; opened again after the browser has closed it or could not open it. */
  #opened() {
    const forget = () => void (this.#database = null);
    this.#database ??= open(this.#name, forget).catch((error) => {
      forget();
      throw error;
    });
    return this.#database;
  }
}

/** The results in an answer that say what became of an event; none in what a stranger, a hotel's login, answers. */
function resultsOf(body) {
  const results = Array.isArray(body?.results) ? body.results : [];
  return results.filter((one) => ["applied", "duplicate", "rejected"].includes(one?.status));
}

/** Halve what is sent at once: for good when the server calls it too large, else until the one at fault is found. */
function narrow(size, count, status) {
  size.now = Math.ceil(count / 2);
  if (status === 413) size.most = size.now;
}

/** The result of an event that the server would not even look at. */
function refusal(queued, answer) {
  const problem = answer.body ?? { type: "about:blank", detail: `The server answered ${answer.status}.` };
  return { event_id: queued.event.event_id, status: "rejected", problem };
}

/**
 * @param {IDBIndex} index
 * @param {(key: string) => void} heed
 */
function eachKey(index, heed) {
  const request = index.openKeyCursor();
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    heed(String(cursor.key));
    cursor.continue();
  };
}

/**
 * @param {string} name
 * @param {() => void} whenClosed
 * @returns {Promise<IDBDatabase>}
 */
function open(name, whenClosed) {
  return new Promise((done, failed) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const queue = request.result.createObjectStore("queue", { keyPath: "place", autoIncrement: true });
      queue.createIndex("section", "event.section_id");
      request.result.createObjectStore("rejected", { keyPath: "event.event_id" });
      request.result.createObjectStore("state");
    };
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = whenClosed;
      database.onversionchange = () => {
        database.close();
        whenClosed();
      };
      done(database);
    };
  });
}
