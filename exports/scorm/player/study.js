// The record of a learner in this window: judged by the rules, told to the LMS after each sitting.
import { signal } from "@preact/signals";
import course from "course";
import { SHOWS } from "./addresses.js";
import { scoreAnswers } from "./answers.js";
import { connected } from "./lms.js";
import { told } from "./outcome.js";
import { begun, isOpen, standing, take, unmet } from "./progress.js";
import { packed, unpacked } from "./suspended.js";

const ABOUT = "about";
const lms = connected();
const kept = lms?.kept();
const state = unpacked(course, kept?.record, begun) ?? begun(course);
const changes = signal(0);
const answered = new Set();
let leave = () => {};

export const isKept = lms !== null;
/** What drafts on this device are kept under: of one learner, and of this very course. */
export const owner = `${course.id}.${course.fingerprint}.${lms?.learner() ?? ""}`;
/** The number of the section that is shown; null for what is told of the course. */
export const shown = signal(Math.max(0, course.sections.findIndex((one) => one.key === kept?.location)));

/** The course as the reader's modules take it. */
export const outline = {
  id: course.id,
  title: course.title,
  language: course.language,
  lessons: course.lessons.map((lesson, at) => ({
    id: `lesson-${at}`,
    title: lesson.title,
    sections: course.sections.filter((one) => one.lesson === at).map((one) => ({ id: one.key, title: one.title })),
  })),
};
export const aboutAddress = `${SHOWS}${ABOUT}`;

/** How far the learner is, as the API tells it; what reads it is drawn anew when it changes. */
export function progress() {
  changes.value;
  const { percent, success } = standing(course, state);
  const sections = state.sections.map((record, place) => ({
    section_id: course.sections[place].key,
    status: record.done ? "completed" : record.begun ? "in_progress" : "not_started",
    unlocked: isOpen(course, state, place),
  }));
  return { course: { percent: percent === null ? null : percent / 100 }, hasFailed: success === "failed", sections };
}

/** What has to be done before a section counts: the ids of sections and lessons. */
export function prerequisites(place) {
  changes.value;
  return unmet(course, state, place).map(([kind, at]) => (kind === "section" ? course.sections[at].key : `lesson-${at}`));
}

/** The checks as their learner may see them: a key comes with completion, of what was answered. */
export function disclosed(place, checks) {
  changes.value;
  const isDone = state.sections[place].done;
  return checks.map((check) => {
    if (isDone && answered.has(`${place}.${check.id}`)) return check;
    const { answer, feedback_html, ...rest } = check;
    return rest;
  });
}

/** Judges a sitting and tells the LMS of it; `answers` are texts by the ids of checks. Returns what came of it. */
export function record(place, seconds, interactions, answers, checks) {
  const section = course.sections[place];
  const { score, items } = scoreAnswers(section.questions, answers);
  const marks = items.map((item) => item.right);
  const event = { section: place, seconds: Math.round(seconds), score, items: marks, interactions: interactions + items.length };
  const taken = take(course, state, event);
  for (const { id, right } of items) {
    answered.add(`${place}.${id}`);
    report(section, section.questions.find((one) => one.id === id), answers[id].trim(), right);
  }
  changes.value += 1;
  save();
  return told(course, state, place, taken, items.map(({ id, right }) => judged(section, checks, taken, id, right)));
}

function judged(section, checks, taken, id, right) {
  const isTold = taken === "section_completed" || section.questions.find((one) => one.id === id).open;
  const { feedback_html } = checks.find((one) => one.id === id);
  return { check_id: id, correct: right, feedback_html: isTold ? feedback_html : "" };
}

function report(section, check, given, right) {
  const letter = "abcdefghijklmnopqrstuvwxyz"[check.options.indexOf(given)] ?? "z";
  const response = check.interaction === "choice" ? letter : check.interaction === "true-false" ? given.toLowerCase() : given;
  lms?.answered(`s${section.name}-${check.id}`, check.interaction, response, right);
}

function save() {
  const location = shown.value === null ? "" : course.sections[shown.value].key;
  lms?.keep(location, packed(course, state, lms.words.most), standing(course, state));
}

/** What was read so far counts: `end` is called once before the section is left. Returns what ends that. */
export function whileShown(end) {
  leave = end;
  return () => {
    if (leave !== end) return;
    leave = () => {};
    end();
  };
}

function show(address) {
  const key = address.slice(SHOWS.length);
  const place = course.sections.findIndex((one) => one.key === key || `lesson-${one.lesson}` === key);
  if (key !== ABOUT && place === -1) return;
  shown.value = key === ABOUT ? null : place;
  save();
}

/** From now on: links lead through the course, and the end of the page ends the sitting. */
export function begin() {
  save();
  addEventListener("click", (event) => {
    const address = event.target.closest?.("a[href]")?.getAttribute("href") ?? "";
    if (!address.startsWith(SHOWS)) return;
    event.preventDefault();
    show(address);
  });
  addEventListener("pagehide", () => {
    const end = leave;
    leave = () => {};
    end();
    lms?.end();
  });
}
