// What the pages say, in the reader's language; numbers, dates and money by Intl.
import { computed, signal } from "@preact/signals";
import { recall, remember } from "./storage.js";

export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", fr: "Français" };
const WISH = "coursewright.language";

export const language = signal("en");
const spoken = signal(/** @type {Record<string, any>} */ ({}));
const locale = computed(() => navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value);

/** The language that a person chose here, else one that their browser asks for and that there is, else English. */
export function wishedLanguage() {
  const wishes = [recall(WISH) ?? "", ...navigator.languages].map((one) => one.slice(0, 2));
  return wishes.find((one) => one in LANGUAGES) ?? "en";
}

/** Speak a language from now on; `isWish` keeps it for the next visit. */
export async function speak(wanted, { isWish = false } = {}) {
  const answer = await fetch(new URL(`../../messages/${wanted}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`The messages of ${wanted} cannot be read.`);
  spoken.value = await answer.json();
  language.value = wanted;
  document.documentElement.lang = wanted;
  if (isWish) remember(WISH, wanted);
}

/** The message of a key with its `{names}` filled in; one with forms is chosen by `count`. */
export function t(/** @type {string} */ key, /** @type {Record<string, any>} */ values = {}) {
  const found = spoken.value[key];
  if (found === undefined) return key;
  const text = typeof found === "string" ? found : (found[plural(values.count)] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** A name for a value of the API (`status.paused`), or the value itself where there is none. */
export function named(group, value) {
  const key = `${group}.${value}`;
  return key in spoken.value ? t(key) : String(value ?? "");
}

const plural = (count) => new Intl.PluralRules(language.value).select(count ?? 0);

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export const number = (value, options) => new Intl.NumberFormat(locale.value, options).format(value);
/** A share of 1 in whole per cent. */
export const percent = (share) => number(share, { style: "percent", maximumFractionDigits: 0 });

/** Of `{amount, currency}`; small amounts keep their digits. */
export function money({ amount, currency }) {
  const value = Number(amount);
  const digits = value !== 0 && Math.abs(value) < 0.1 ? 4 : 2;
  return number(value, { style: "currency", currency, maximumFractionDigits: digits });
}

/** In kilobytes or megabytes of 1,000 and 1,000,000. */
export function bytes(count) {
  const [unit, size] = count < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  return number(count / size, { style: "unit", unit, maximumFractionDigits: count < 1e6 ? 0 : 1 });
}

/** A time of the API's in the reader's own zone; by default day and minute. */
export function date(/** @type {string} */ text, /** @type {Intl.DateTimeFormatOptions} */ options = { dateStyle: "medium", timeStyle: "short" }) {
  return new Intl.DateTimeFormat(locale.value, options).format(new Date(text));
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]];

/** “3 minutes ago”, “in 2 hours”. */
export function ago(/** @type {string} */ text) {
  const seconds = (new Date(text).getTime() - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, one]) => Math.abs(seconds) >= one) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale.value, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export const minutes = (count) => number(count, { style: "unit", unit: "minute", unitDisplay: "short" });

/** The name of a language by its code. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(locale.value, { type: "language" }).of(code);
  } catch {
    return code;
  }
}
