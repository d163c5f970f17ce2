// Whether an answer is right: the rules of learning/checks and learning/progression/answer_matching.py in JavaScript.
// tests/exports/test_scorm_rules.py compares them on random answers.

const BLANKS = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORD = "\\p{L}\\p{N}_";
const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
const SUPERSCRIPTS = new Map([..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ"].map((sign, place) => [sign, "0123456789+-()ni"[place]]));
const RAISED = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ]+/gu;
const VULGAR = new RegExp(`(\\p{Nd}?)[${BLANKS}]*([¼½¾⅐-⅞])`, "gu");
const COMBINING = /[\u0300-\u036f]/g;
const ARTICLE = new RegExp(`^(?:the|an?)[${BLANKS}]+(?=[^${BLANKS}])`, "u");
const BETWEEN_WORDS = new RegExp(`(?<=${LETTER}{2})-(?=${LETTER}{2})`, "gu");
const SIGN = `[^${WORD}${BLANKS}'".!?]`;
const AFTER_SIGN = new RegExp(`(?<=${SIGN})[${BLANKS}]+`, "gu");
const BEFORE_SIGN = new RegExp(`[${BLANKS}]+(?=${SIGN})`, "gu");
const D = "\\p{Nd}";
const GROUPS = new RegExp(`^([+-]?[1-9]${D}{0,2})(([ ,'])${D}{3}(?:\\3${D}{3}){0,12})(?![${D},'/]| ${D})`, "u");
const PLAIN = `[+-]?(?:${D}{1,40}(?:[.,]${D}{0,40})?|[.,]${D}{1,40})`;
const S = `[${BLANKS}]`;
const NUMBER = new RegExp(
  `^(?<whole>${PLAIN})(?:${S}?(?:[*x×·]${S}?)?(?<ten>10)${S}?(?:\\^|\\*\\*)${S}?[({]?(?<exponent>[+-]?${D}{1,4})[)}]?` +
    `|e(?<e>[+-]?${D}{1,4}))?$`,
  "u",
);
const POWER = new RegExp(`^(?<base>${D}{1,9})${S}?(?:\\^|\\*\\*)${S}?[({]?(?<exponent>[+-]?${D}{1,3})[)}]?$`, "u");
const FRACTION = new RegExp(`^(?<sign>[+-]?)(?:(?<whole>${D}{1,9}) )?(?<over>${D}{1,9})${S}?/${S}?(?<under>${D}{1,9})$`, "u");
const MEASURE = new RegExp(`^(?<number>[+-]?[${D}.,^/ ']*${D})${S}*(?<unit>${LETTER}[^\\n]*|[°%‰'"][^\\n]*)$`, "u");
const POWER_OF_UNIT = new RegExp(`(?<=${LETTER})\\^?(-?[1-4])(?!${D})`, "gu");
const MILLI_OR_MEGA = new RegExp(
  `[mM](?=(?:W|w|Hz|hz|V|v|A|a|J|j|N|n|m|g|s|Pa|pa|eV|ev|Ω|ω|F|f|Sv|sv|Bq|bq|L|l)(?![${WORD}]))`,
  "gu",
);
const TYPOGRAPHY = new Map([
  ...[..."‘’‚‛′`´"].map((sign) => [sign, "'"]),
  ...[..."“”„‟″«»"].map((sign) => [sign, '"']),
  ...[..."‐‑‒–—―−"].map((sign) => [sign, "-"]),
  ...[..."\u00ad\u200b\u200c\u200d\u2060\ufeff"].map((sign) => [sign, ""]),
  ["…", "..."],
  ["ﬀ", "ff"],
  ["ﬁ", "fi"],
  ["ﬂ", "fl"],
  ["ﬃ", "ffi"],
  ["ﬄ", "ffl"],
]);

/** Whether the text is right by the rule of the check's kind. */
export function isRight(check, given) {
  const text = stripped(given);
  if (check.interaction === "choice") return text === check.correct[0];
  if (check.interaction === "true-false") return caseFolded(text) === caseFolded(check.correct[0]);
  return text !== "" && check.correct.some((expected) => matches(text, expected));
}

/** Right ÷ all checks in hundredths of a percent (null without answers), and of each answered check whether it is right. */
export function scoreAnswers(checks, answers) {
  if (Object.keys(answers).length === 0) return { score: null, items: [] };
  const items = checks
    .filter((check) => check.id in answers && stripped(answers[check.id]) !== "")
    .map((check) => ({ id: check.id, right: isRight(check, answers[check.id]) }));
  const right = items.filter((item) => item.right).length;
  return { score: shareShown(right, checks.length), items };
}

/** 100 × part ÷ whole in hundredths, rounded half up, and 10000 only for the whole. */
export function shareShown(part, whole) {
  const hundredths = Math.floor((20000 * part + whole) / (2 * whole));
  return part === whole ? hundredths : Math.min(hundredths, 9999);
}

/** As `matches` of answer_matching.py. */
export function matches(given, expected) {
  const typed = plain(given);
  const key = plain(expected);
  const measured = sameMeasure(typed, key);
  if (measured !== null) return measured;
  if (isSame(typed, key)) return true;
  if (typed.includes("**") && !key.includes("**") && isSame(typed.replaceAll("**", "^"), key)) return true;
  const number = numberOf(typed);
  return number !== null && isSameNumber(number, numberOf(key));
}

/** As Python's `str.casefold`, letter by letter. */
export function caseFolded(text) {
  return [...text].map((sign) => (KEPT.has(sign) ? sign : sign.toLowerCase().toUpperCase().toLowerCase())).join("");
}
const KEPT = new Set(["ı"]);

export function stripped(text) {
  return trimmed(text, (sign) => new RegExp(`[${BLANKS}]`, "u").test(sign), true, true);
}

function trimmed(text, drops, left, right) {
  const signs = [...text];
  let start = 0;
  let end = signs.length;
  while (left && start < end && drops(signs[start])) start += 1;
  while (right && end > start && drops(signs[end - 1])) end -= 1;
  return signs.slice(start, end).join("");
}

const among = (these) => (sign) => these.includes(sign);

function isSame(typed, key) {
  const one = normalised(typed);
  const other = normalised(key);
  return one === other || one === other.normalize("NFD").replace(COMBINING, "").normalize("NFC");
}

function plain(text) {
  const raised = text.replace(RAISED, (signs) => "^" + [...signs].map((sign) => SUPERSCRIPTS.get(sign)).join(""));
  const written = raised.replace(VULGAR, (_, digit, vulgar) => (digit ? `${digit} ${vulgar}` : vulgar));
  return stripped(foldQuote(foldQuote(written).normalize("NFKC")).replaceAll("⁄", "/"));
}

function foldQuote(text) {
  const composed = text.replaceAll("`", "").normalize("NFC");
  const signs = [...composed].map((sign) => TYPOGRAPHY.get(sign) ?? sign).join("");
  return signs.split(new RegExp(`[${BLANKS}]+`, "u")).filter(Boolean).join(" ");
}

function normalised(text) {
  const joined = caseFolded(text).replace(BETWEEN_WORDS, " ");
  const bare = trimmed(trimmed(joined, among(" \"'("), true, false), among(" .,;:!?\"')"), false, true) || joined;
  return bare.replace(AFTER_SIGN, "").replace(BEFORE_SIGN, "").replace(ARTICLE, "");
}

function numberOf(written) {
  let text = trimmed(stripped(written), among(" .,;:!?"), false, true);
  const grouped = GROUPS.exec(text);
  if (grouped) text = grouped[1] + grouped[2].replace(/[^\p{Nd}]/gu, "") + text.slice(grouped[0].length);
  const fraction = FRACTION.exec(text);
  if (fraction) return ofFraction(fraction.groups);
  const power = POWER.exec(text);
  if (power) return { ...raised(rational(power.groups.base), Number(ascii(power.groups.exponent))), isFraction: false };
  const number = NUMBER.exec(caseFolded(text));
  if (!number) return null;
  const value = rational(number.groups.whole.replace(",", "."));
  const exponent = number.groups.exponent || number.groups.e;
  return { ...(exponent ? times(value, raised(rational("10"), Number(ascii(exponent)))) : value), isFraction: false };
}

function ofFraction({ sign, whole, over, under }) {
  const [units, top, bottom] = [whole ?? "0", over, under].map((digits) => BigInt(ascii(digits)));
  if (bottom === 0n) return null;
  const value = units * bottom + top;
  return { top: sign === "-" ? -value : value, bottom, isFraction: true };
}

function rational(decimal) {
  const text = ascii(decimal);
  const negative = text.startsWith("-");
  const [whole, part = ""] = text.replace(/^[+-]/, "").split(".");
  const top = BigInt(whole + part || "0");
  return { top: negative ? -top : top, bottom: 10n ** BigInt(part.length) };
}

function raised({ top, bottom }, exponent) {
  if (exponent >= 0) return { top: top ** BigInt(exponent), bottom: bottom ** BigInt(exponent) };
  if (top === 0n) return { top: 0n, bottom: 1n };
  return { top: bottom ** BigInt(-exponent), bottom: top ** BigInt(-exponent) };
}

function times(one, other) {
  return { top: one.top * other.top, bottom: one.bottom * other.bottom };
}

function isSameNumber(number, key) {
  if (key === null || (number.isFraction && key.isFraction)) return false;
  return number.top * key.bottom === key.top * number.bottom;
}

function sameMeasure(typed, key) {
  const one = MEASURE.exec(trimmed(typed, among(" ."), false, true))?.groups;
  const other = MEASURE.exec(trimmed(key, among(" ."), false, true))?.groups;
  if (!one || !other) return null;
  const [unit, wantedUnit] = [unitOf(one.unit), unitOf(other.unit)];
  const [number, wanted] = [numberOf(one.number), numberOf(other.number)];
  if (number === null || wanted === null || caseFolded(unit) !== caseFolded(wantedUnit)) return null;
  const alike = number.isFraction === wanted.isFraction && number.top * wanted.bottom === wanted.top * number.bottom;
  return prefixes(unit) === prefixes(wantedUnit) && (alike || isSameNumber(number, wanted));
}

function prefixes(unit) {
  return [...unit.matchAll(MILLI_OR_MEGA)].map((found) => found[0]).join("");
}

function unitOf(text) {
  const powers = text.replace(POWER_OF_UNIT, "^$1");
  const spaced = powers.split(new RegExp(`[${BLANKS}]+`, "u")).filter(Boolean).join(" ");
  return spaced.replace(new RegExp(`${S}*([/*·])${S}*`, "gu"), "$1");
}

/** Digits of every script as 0–9. */
function ascii(text) {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((digit.codePointAt(0) - zero) % 10);
  });
}
