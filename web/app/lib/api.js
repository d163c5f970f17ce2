// The API: JSON in and out, signed in where somebody is, patient where the server asks for it.
import { Problem, problemOf, unreachable, isAborted } from "./problem.js";
import { accessToken, account, renew } from "./session.js";

const MOST_TRIES = 3;
const LONGEST_WAIT_SECONDS = 10;
const REPEATABLE = new Set(["GET", "PATCH", "DELETE"]);

/** @typedef {import("../../types").CallOptions} Options */

/**
 * One call. `etag` is what is edited (`If-Match`), `known` what is here already (`If-None-Match`, whose 304 gives
 * `data` undefined), `key` an Idempotency-Key. Resolves to {data, etag, status, headers}; rejects with a Problem.
 * @param {string} method
 * @param {string} path
 * @param {Options} options
 * @returns {Promise<import("../../types").Told<any>>}
 */
export async function call(method, path, { body, query, etag, known, key, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (etag) headers["If-Match"] = etag;
  if (known) headers["If-None-Match"] = known;
  if (key) headers["Idempotency-Key"] = key;
  const options = { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) };
  const response = await patiently(address(path, query), options, REPEATABLE.has(method) || Boolean(key));
  return { data: await read(response), etag: response.headers.get("ETag"), status: response.status, headers: response.headers };
}

/**
 * @template {string} P
 * @param {P} path
 * @param {Options} [options]
 * @returns {Promise<import("../../types").Told<import("../../types").Answer<"get", P>>>}
 */
export const get = (path, options) => call("GET", path, options);

/**
 * @template {string} P
 * @param {P} path
 * @param {unknown} [body]
 * @param {Options} [options]
 * @returns {Promise<import("../../types").Told<import("../../types").Answer<"post", P>>>}
 */
export const post = (path, body, options) => call("POST", path, { body, ...options });

/**
 * @template {string} P
 * @param {P} path
 * @param {unknown} body
 * @param {string | null} [etag]
 * @returns {Promise<import("../../types").Told<import("../../types").Answer<"patch", P>>>}
 */
export const patch = (path, body, etag) => call("PATCH", path, { body, etag });

/**
 * @template {string} P
 * @param {P} path
 * @param {string | null} [etag]
 * @returns {Promise<import("../../types").Told<import("../../types").Answer<"delete", P>>>}
 */
export const remove = (path, etag) => call("DELETE", path, { etag });

/**
 * Every item of a list, page after page, at most `most`.
 * @param {string} path
 */
export async function all(path, query = {}, most = 500) {
  /** @type {any[]} */
  const items = [];
  let cursor;
  do {
    const { data } = await get(path, { query: { limit: 100, ...query, cursor } });
    items.push(...data.items);
    cursor = data.next_cursor;
  } while (cursor && items.length < most);
  return items;
}

/**
 * Send a form with files; `told` gets the share that is sent, 0 to 1. Resolves to {data, status}.
 * @param {string} path
 * @param {FormData} form
 * @param {{told?: (share: number) => void, signal?: AbortSignal}} options
 */
export async function upload(path, form, { told, signal } = {}) {
  const answer = await sendForm(path, form, await accessToken(), told, signal);
  if (answer.status !== 401) return answer;
  return sendForm(path, form, await renew(), told, signal);
}

/** A response that is no JSON (a picture, a package), to be saved or shown. */
export async function download(path) {
  const response = await patiently(path, { method: "GET", headers: {} }, true);
  const named = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(response.headers.get("Content-Disposition") ?? "");
  return { blob: await response.blob(), filename: named ? decodeURIComponent(named[1]) : null };
}

/** A signed fetch, with another token where the first is refused. For streams; rejects with a Problem. */
export async function signed(path, options) {
  const response = await attempt(path, options, await accessToken());
  if (response.status !== 401 || !account.value) return response;
  const token = await renew();
  return token ? attempt(path, options, token) : response;
}

async function patiently(path, options, isRepeatable) {
  for (let tries = 1; ; tries++) {
    const response = await signed(path, options);
    if (response.ok || response.status === 304) return response;
    const problem = await problemOf(response);
    const mayWait = (problem.status === 503 && isRepeatable) || problem.status === 429;
    if (!mayWait || tries === MOST_TRIES || (problem.retryAfter ?? 1) > LONGEST_WAIT_SECONDS) throw problem;
    await pause((problem.retryAfter ?? 1) * 1000, options.signal);
  }
}

async function attempt(path, options, token) {
  const headers = token ? { ...options.headers, Authorization: `Bearer ${token}` } : options.headers;
  try {
    return await fetch(path, { ...options, headers, credentials: "same-origin" });
  } catch (error) {
    throw isAborted(error) ? error : unreachable();
  }
}

/** @returns {Promise<{data: any, status: number}>} */
function sendForm(path, form, token, told, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => told?.(total ? loaded / total : 0);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const data = parsed(request.responseText);
      if (request.status === 401 || request.status < 300) resolve({ data, status: request.status });
      else reject(new Problem({ status: request.status, ...data }));
    };
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

/** A path with what is asked for; what is empty is left out. */
export function address(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

async function read(response) {
  if (response.status === 204 || response.status === 304) return undefined;
  return parsed(await response.text());
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("aborted", "AbortError"));
    });
  });
}
