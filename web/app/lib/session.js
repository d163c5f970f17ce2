// Who is signed in. The refresh token is a cookie that no script sees; the access token lives here, in memory.
import { signal } from "@preact/signals";
import { Problem, problemOf, unreachable } from "./problem.js";
import { forget as drop, recall, remember } from "./storage.js";

const LOCK = "coursewright-session";
const MARK = "coursewright.signed-in";
const LAST = "coursewright.account";
const EARLY_SECONDS = 30;

/** The profile of who is signed in; null for a stranger, undefined until that is known. */
export const account = signal(/** @type {import("../../types").Account | null | undefined} */ (undefined));

/** The one who is signed in, for what only they can see. */
export const me = () => /** @type {import("../../types").Account} */ (account.value);

/** Whether somebody was signed in here until the server would not renew it. */
export const hasEnded = signal(false);

const tabs = new BroadcastChannel(LOCK);
/** @type {{token: string, until: number} | null} */
let access = null;
/** @type {Promise<string | null> | null} */
let renewing = null;

tabs.onmessage = ({ data }) => {
  if (data === "signed-out") forget();
  if (data === "signed-in" && !account.value) restore();
};

/** A token that holds for now, or null for a stranger. */
export async function accessToken() {
  if (access && performance.now() < access.until) return access.token;
  return recall(MARK) || access ? renew() : null;
}

/** The one that was just used is refused: get another. */
export function renew() {
  return (renewing ??= oneTabAtATime(exchange).finally(() => (renewing = null)));
}

/**
 * Find out who is signed in, at the start. Who was here last goes on at once, with what the server allows or with what is
 * kept on this device, and hears of an end when it answers. Throws the problem of a server that is away for anyone else.
 */
export async function restore() {
  const last = recall(MARK) && recall(LAST);
  if (last) {
    account.value = JSON.parse(last);
    catchUp().catch(() => {}); // that the server is away is told by the calls of the page
    return;
  }
  const token = await accessToken();
  account.value = token ? await profile(token) : null;
}

async function catchUp() {
  const token = await accessToken();
  const told = token && (await profile(token));
  if (told && access?.token === token) account.value = told;
}

/** Raises Problem, as for a wrong password. */
export async function signIn(email, password) {
  const form = new URLSearchParams({ grant_type: "password", username: email, password });
  await begin(await send("/api/auth/token?cookie=true", { body: form }));
}

/** By the one-time token of a link. Raises Problem where it is used up. */
export async function signInByLink(token) {
  const headers = { "Content-Type": "application/json" };
  await begin(await send("/api/auth/sign-in-link", { headers, body: JSON.stringify({ token }) }));
}

/** End the sign-in of this browser in all tabs, also where the server cannot be told. */
export async function signOut() {
  try {
    await send("/api/auth/logout", {});
  } finally {
    forget();
    tabs.postMessage("signed-out");
  }
}

/** Show what was changed of the profile. */
export function setAccount(changed) {
  account.value = changed;
}

async function begin(response) {
  const tokens = await response.json();
  keep(tokens);
  hasEnded.value = false;
  account.value = await profile(tokens.access_token);
  tabs.postMessage("signed-in");
}

/** Locks are there in secure contexts alone; elsewhere the server bears with tabs that cross. */
const oneTabAtATime = (act) => (navigator.locks ? navigator.locks.request(LOCK, act) : act());

async function exchange() {
  try {
    const tokens = await (await send("/api/auth/refresh", {})).json();
    keep(tokens);
    return tokens.access_token;
  } catch (problem) {
    if (!(problem instanceof Problem) || ![400, 401, 403, 422].includes(problem.status)) throw problem;
    hasEnded.value = Boolean(account.value);
    forget();
    return null;
  }
}

async function profile(token) {
  const told = await (await send("/api/me", { method: "GET", headers: { Authorization: `Bearer ${token}` } })).json();
  const { id, full_name, role } = told;
  remember(LAST, JSON.stringify({ id, full_name, role }));
  return told;
}

function keep({ access_token: token, expires_in: seconds }) {
  access = { token, until: performance.now() + (seconds - EARLY_SECONDS) * 1000 };
  remember(MARK, "yes");
}

function forget() {
  access = null;
  drop(MARK);
  drop(LAST);
  account.value = null;
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, { method: "POST", credentials: "same-origin", ...options });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}
