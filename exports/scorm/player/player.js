// One SCO: contents at the side, one section at a time, and its checks. The rules are in progress.js and answers.js.

import course from "../course.js";
import { scoreAnswers } from "./answers.js";
import { connected } from "./lms.js";
import { begun, isOpen, standing, take } from "./progress.js";
import { packed, unpacked } from "./suspended.js";

const SAID = {
  section_completed: "This section is complete.",
  insufficient_engagement: "Not complete yet: there is more to read or to do here.",
  mastery_not_achieved: "Not complete yet: go over the answers that were wrong, and try again.",
  progression_blocked: "This section is still closed: complete what comes before it.",
};

const lms = connected();
const kept = lms?.kept();
const state = unpacked(course, kept?.record, begun) ?? begun(course);
let shown = null;
let since = Date.now();
let unseen = 0;
let hiddenAt = document.hidden ? Date.now() : null;
let done = 0;

const main = document.querySelector("main");
const nav = document.querySelector("nav");
const progress = document.querySelector("#progress");

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** HTML that was made safe when the package was written. */
function written(tag, html, attributes = {}) {
  const made = element(tag, attributes);
  made.innerHTML = html;
  return made;
}

function secondsHere() {
  const now = Date.now();
  const away = unseen + (hiddenAt === null ? 0 : now - hiddenAt);
  return Math.max(0, Math.floor((now - since - away) / 1000));
}

function beginSitting() {
  since = Date.now();
  unseen = 0;
  hiddenAt = document.hidden ? since : null;
  done = 0;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenAt = Date.now();
  else if (hiddenAt !== null) {
    unseen += Date.now() - hiddenAt;
    hiddenAt = null;
  }
});

function save() {
  const location = shown === null ? "" : course.sections[shown].key;
  lms?.keep(location, packed(course, state, lms.words.most), standing(course, state));
}

/** Records a sitting with the section that is shown, with answers or without. */
function record(answers = {}) {
  const { score, items } = scoreAnswers(course.sections[shown].questions, answers);
  const marks = items.map((item) => item.right);
  const event = { section: shown, seconds: secondsHere(), score, items: marks, interactions: done + items.length };
  const outcome = take(course, state, event);
  beginSitting();
  save();
  return { outcome, items };
}

function leave() {
  if (shown !== null && isOpen(course, state, shown) && secondsHere() + done > 0) record();
}

async function show(number) {
  leave();
  shown = number;
  beginSitting();
  const section = course.sections[number];
  const heading = element("h2", { tabindex: "-1" }, `${section.key} ${section.title}`);
  const parts = [heading];
  if (isOpen(course, state, number) || state.sections[number].done) {
    const { default: html } = await import(`../sections/${section.name}.js`);
    if (shown !== number) return;
    const body = written("div", html);
    body.addEventListener("toggle", (event) => (done += Number(event.target.open)), true);
    parts.push(body, form(number));
  } else {
    parts.push(element("p", {}, SAID.progression_blocked));
  }
  main.replaceChildren(...parts, steps(number));
  draw();
  save();
  heading.focus();
}

function showAbout() {
  leave();
  shown = null;
  main.replaceChildren(written("div", course.about));
  draw();
}

function form(number) {
  const section = course.sections[number];
  const outcome = element("div", { role: "status", class: "outcome" });
  const made = element("form", { novalidate: true });
  made.append(...section.questions.map((check, place) => question(check, place)));
  const label = section.questions.length ? "Send answers" : "I have read this";
  made.append(element("div", { class: "controls" }, element("button", { type: "submit" }, label)), outcome);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = answersOf(made, section.questions);
    const told = record(given);
    report(section, given, told.items);
    tell(made, section, told);
    draw();
  });
  if (state.sections[number].done) outcome.append(element("p", {}, SAID.section_completed));
  return made;
}

function question(check, place) {
  const name = `check-${place}`;
  const told = element("div", { role: "status", id: `${name}-told` });
  const legend = written("legend", check.before);
  if (check.interaction === "choice" || check.interaction === "true-false") {
    const options = check.options.map(([id, html]) =>
      element("label", {}, element("input", { type: "radio", name, value: id }), written("span", html)),
    );
    return element("fieldset", {}, legend, ...options, told);
  }
  const field = element("input", { type: "text", name, autocomplete: "off", "aria-label": "Your answer", maxlength: "4000" });
  const gap = check.after === null ? [field] : [field, written("span", check.after)];
  return element("fieldset", {}, legend, ...gap, told);
}

function answersOf(made, questions) {
  const data = new FormData(made);
  const given = questions.map((check, place) => [check.id, String(data.get(`check-${place}`) ?? "")]);
  return Object.fromEntries(given.filter(([, text]) => text.trim() !== ""));
}

function report(section, given, items) {
  for (const { id, right } of items) {
    const check = section.questions.find((each) => each.id === id);
    const letter = check.options.findIndex(([option]) => option === given[id].trim());
    const response = check.interaction === "choice" ? "abcdefghijklmnopqrstuvwxyz"[letter] ?? "z" : given[id].trim();
    const text = check.interaction === "true-false" ? response.toLowerCase() : response;
    lms?.answered(`s${section.name}-${id}`, check.interaction, text, right);
  }
  lms?.commit();
}

/** Feedback that tells the key comes with completion alone. */
function tell(made, section, { outcome, items }) {
  const isDone = outcome === "section_completed";
  section.questions.forEach((check, place) => {
    const item = items.find((each) => each.id === check.id);
    const place_ = made.querySelector(`#check-${place}-told`);
    place_.replaceChildren();
    if (!item) return;
    place_.append(element("p", {}, item.right ? "✓ Right." : "✗ Not right."));
    if (isDone && !item.right) place_.append(written("p", `The answer: ${check.key}`));
    if (isDone || check.open) place_.append(written("div", check.feedback));
  });
  const minutes = Math.ceil((section.least_seconds - state.sections[shown].seconds) / 60);
  const more = outcome === "insufficient_engagement" && minutes > 0 ? ` Stay about ${minutes} more min.` : "";
  made.querySelector(".outcome").replaceChildren(element("p", {}, SAID[outcome] + more));
}

function steps(number) {
  const made = element("div", { class: "controls" });
  if (number > 0) made.append(element("button", { type: "button", onclick: () => show(number - 1) }, "Previous"));
  if (number + 1 < course.sections.length) {
    made.append(element("button", { type: "button", onclick: () => show(number + 1) }, "Next"));
  }
  return made;
}

function draw() {
  const { percent, success } = standing(course, state);
  const failed = success === "failed" ? " Not passed yet." : "";
  progress.textContent = percent === null ? "" : `${Math.floor(percent / 100)} % complete.${failed}`;
  const lessons = course.lessons.map((lesson, at) =>
    element("li", {}, lesson.title, element("ol", {}, ...sectionsOf(at).map((number) => entry(number)))),
  );
  const about = element("button", { type: "button", onclick: showAbout, "aria-current": shown === null && "page" });
  about.append("About this course");
  nav.replaceChildren(element("ol", {}, ...lessons), about);
}

function sectionsOf(lesson) {
  return course.sections.flatMap((section, number) => (section.lesson === lesson ? [number] : []));
}

function entry(number) {
  const section = course.sections[number];
  const isDone = state.sections[number].done;
  const isClosed = !isDone && !isOpen(course, state, number);
  const marks = [isDone && "complete", isClosed && "closed", !section.is_required && "optional"].filter(Boolean);
  const label = `${section.key} ${section.title}${marks.length ? ` (${marks.join(", ")})` : ""}`;
  const current = shown === number && "page";
  return element("li", {}, element("button", { type: "button", onclick: () => show(number), "aria-current": current }, label));
}

addEventListener("pagehide", () => {
  leave();
  lms?.end();
});

const last = course.sections.findIndex((section) => section.key === kept?.location);
if (!lms) progress.before(element("p", {}, "There is no learning management system here: nothing is kept."));
show(Math.max(last, 0));
