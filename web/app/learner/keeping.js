// Keeping a course on this device: its texts and pictures in a cache of its own, the pages by the service worker.
import { get, signed } from "../lib/api.js";
import { Problem, problemOf } from "../lib/problem.js";
import { sectionsOf } from "./course_parts.js";
import { canKeep, keepAnswer, shelf } from "./kept.js";

const WORKER = "/worker.js";
const SCOPE = "/learn";
const PICTURE = /\bsrc=\\?"(\/api\/media\/[^"\\]+)/g;
const SHELVES = /^coursewright-(kept|shell)/;

/** Where a picture is kept: signatures and widths of its address change, its path does not. */
const placeOf = (url) => new URL(url, location.origin).pathname;

/**
 * Keep a course; `told` gets the share that is here, 0 to 1. All of it or nothing: rejects with the Problem, or with
 * that of a device without room.
 */
export async function keepCourse(course, told) {
  const name = shelf(course.id);
  const sections = sectionsOf(course);
  try {
    await register();
    await keepAnswer(course.id, `/api/courses/${course.id}`, course);
    for (const path of [`/api/courses/${course.id}/progress`, `/api/courses/${course.id}/next`]) {
      await keepAnswer(course.id, path, (await get(path)).data);
    }
    for (const [at, { id }] of sections.entries()) {
      await keepSection(course.id, id);
      told((at + 1) / sections.length);
    }
    await navigator.storage?.persist?.();
  } catch (error) {
    await caches.delete(name);
    throw error.name === "QuotaExceededError" ? new Problem({ type: "/problems/storage-full" }) : error;
  }
}

/** Remove a course from this device, with its pictures. */
export const dropCourse = (course) => caches.delete(shelf(course));

async function keepSection(courseId, id) {
  const path = `/api/sections/${id}`;
  const { data } = await get(path);
  await keepAnswer(courseId, path, data);
  const inTexts = [...JSON.stringify(data).matchAll(PICTURE)].map(([, url]) => url.replaceAll("&amp;", "&"));
  const pictures = new Map([...data.media.map((one) => one.url), ...inTexts].map((url) => [placeOf(url), url]));
  const cache = await caches.open(shelf(courseId));
  for (const [place, url] of pictures) {
    const response = await signed(url, { method: "GET", headers: {} });
    if (response.ok) await cache.put(place, response);
    else if (response.status !== 404) throw await problemOf(response); // one that is lost is lost online too
  }
}

/** A kept picture as a data address, which a page may show without a worker; null where it is not kept. */
export async function pictureKept(url) {
  const found = canKeep() && (await caches.match(placeOf(url)));
  if (!found) return null;
  const reader = new FileReader();
  return new Promise((resolve) => {
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => resolve(null);
    found.blob().then((blob) => reader.readAsDataURL(blob), () => resolve(null));
  });
}

/** Have the worker answer for the pages of the reader; resolves when it has all of them. */
async function register() {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: "none" });
  const worker = /** @type {ServiceWorker} */ (registration.installing ?? registration.waiting ?? registration.active);
  if (worker.state === "activated" || worker.state === "installed") return;
  await /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" || worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Problem({ type: "/problems/storage-full" }));
    });
  }));
}

/** Call `told` with the worker of a newer version that waits to take over, now or later. */
export async function whenNewer(told) {
  if (!canKeep()) return;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  if (!registration) return;
  if (registration.waiting) told(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && registration.active) told(worker);
    });
  });
}

/** Let the newer version take over, and load the page by it. */
export function takeOver(worker) {
  worker.addEventListener("statechange", () => worker.state === "activated" && location.reload());
  worker.postMessage("take over");
}

/** The way back: no worker and no copies any more. What waits to be sent is elsewhere, and stays. */
export async function forgetEverythingKept() {
  if (!canKeep()) return;
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((one) => one.unregister()));
  const names = (await caches.keys()).filter((name) => SHELVES.test(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}
