// The record as a text for an LMS to keep, in a few characters a section: SCORM 1.2 takes 4,096 of them.
//
// After a fingerprint of the course, numbers of seven bits a byte in base64url. A section is 0 and how many in a row are
// untouched; 1 + 2 × best where it is complete; or 2 + 2 × best, seconds, interactions, refused, and the last answers.
// `best` is the number of right answers, plus one; 0 is none.

import { shareShown } from "./answers.js";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The text of a state, at most `most` characters: where it would be longer, the least begun sections are forgotten. */
export function packed(course, state, most) {
  const sections = state.sections.map((record) => record);
  for (;;) {
    const text = `${course.fingerprint}.${base64(numbers(course, sections))}`;
    if (text.length <= most) return text;
    const least = leastBegun(sections);
    if (least === -1) return `${course.fingerprint}.`;
    sections[least] = { ...sections[least], begun: false };
  }
}

/** The state of such a text; null where it is none of this course. */
export function unpacked(course, text, begun) {
  const [fingerprint, written = ""] = (text ?? "").split(".");
  if (fingerprint !== course.fingerprint) return null;
  const read = reader(bytes(written));
  const state = begun(course);
  for (let number = 0; number < course.sections.length && !read.isOver(); number += 1) {
    const code = read.number();
    if (code === 0) number += read.number() - 1;
    else state.sections[number] = unpackedSection(course, number, code, read);
  }
  return state;
}

function unpackedSection(course, number, code, read) {
  const right = ((code - 1) >> 1) - 1;
  const best = right < 0 ? null : shareShown(right, course.sections[number].checks);
  if (code % 2) return { begun: true, done: true, refused: false, seconds: 0, interactions: 0, best, recent: [] };
  const [seconds, interactions, refused, count] = [read.number(), read.number(), read.number(), read.number()];
  const recent = [];
  while (recent.length < count) {
    const marks = read.number();
    for (let bit = 0; bit < 7 && recent.length < count; bit += 1) recent.push(Boolean(marks & (1 << bit)));
  }
  return { begun: true, done: false, refused: Boolean(refused), seconds, interactions, best, recent };
}

function numbers(course, sections) {
  const written = [];
  let untouched = 0;
  sections.forEach((record, number) => {
    if (!record.begun) {
      untouched += 1;
      return;
    }
    if (untouched) written.push(0, untouched);
    untouched = 0;
    const best = record.best === null ? 0 : rightAnswers(record.best, course.sections[number].checks) + 1;
    if (record.done) written.push(1 + 2 * best);
    else written.push(2 + 2 * best, record.seconds, record.interactions, Number(record.refused), ...marked(record.recent));
  });
  return written;
}

function rightAnswers(score, checks) {
  for (let right = 0; right <= checks; right += 1) if (shareShown(right, checks) === score) return right;
  return 0;
}

function marked(recent) {
  const written = [recent.length];
  for (let start = 0; start < recent.length; start += 7) {
    written.push(recent.slice(start, start + 7).reduce((marks, right, bit) => marks | (Number(right) << bit), 0));
  }
  return written;
}

function leastBegun(sections) {
  let found = -1;
  sections.forEach((record, number) => {
    if (record.begun && !record.done && (found === -1 || record.seconds < sections[found].seconds)) found = number;
  });
  return found;
}

function base64(written) {
  const bits = written.flatMap((number) => varint(number)).flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((at) => (byte >> at) & 1));
  let text = "";
  for (let start = 0; start < bits.length; start += 6) {
    text += SIGNS[[0, 1, 2, 3, 4, 5].reduce((value, at) => value * 2 + (bits[start + at] ?? 0), 0)];
  }
  return text;
}

function bytes(text) {
  const bits = [...text].flatMap((sign) => [5, 4, 3, 2, 1, 0].map((at) => (SIGNS.indexOf(sign) >> at) & 1));
  const found = [];
  for (let start = 0; start + 8 <= bits.length; start += 8) {
    found.push(bits.slice(start, start + 8).reduce((value, bit) => value * 2 + bit, 0));
  }
  return found;
}

function varint(number) {
  const found = [];
  let rest = number;
  while (rest > 127) {
    found.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...found, rest];
}

function reader(read) {
  let place = 0;
  return {
    isOver: () => place >= read.length,
    number() {
      let [value, scale] = [0, 1];
      while (place < read.length && read[place] > 127) {
        value += (read[place] - 128) * scale;
        scale *= 128;
        place += 1;
      }
      value += (read[place] ?? 0) * scale;
      place += 1;
      return value;
    },
  };
}
