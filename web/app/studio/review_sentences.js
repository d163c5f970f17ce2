// What the rules say of a draft, in the reader's language: English comes from the API, the others from messages/findings/.
import { effect, signal } from "@preact/signals";
import { language, languageName, named, number } from "../lib/messages.js";

/** By their English templates; none for English, and none until they are there. */
const translations = signal(/** @type {Record<string, string>} */ ({}));

effect(() => {
  const wanted = language.value;
  translations.value = {};
  if (wanted === "en") return;
  fetch(new URL(`../../messages/findings/${wanted}.json`, import.meta.url))
    .then((answer) => (answer.ok ? answer.json() : {}))
    .catch(() => ({})) // without translations the sentences stay English
    .then((found) => wanted === language.value && (translations.value = found));
});

/** The sentence of a finding or refusal; English in what was stored before sentences had values. */
export function reviewSentence({ sentence, detail }) {
  return sentence && sentence.template in translations.value ? filled(sentence) : detail;
}

function filled({ template, values }) {
  const text = translations.value[template] ?? template;
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? shown(name, values[name]) : place));
}

function shown(name, value) {
  if (typeof value === "number") return number(value);
  if (typeof value === "object") return filled(value);
  if (name.endsWith("language")) return languageName(value);
  return name === "depth" ? named("depth", value) : value;
}
