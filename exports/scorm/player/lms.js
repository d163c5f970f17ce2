// The two ways of SCORM to talk with an LMS, as one. Without an LMS nothing is kept.

const OLD = {
  initialize: "LMSInitialize",
  get: "LMSGetValue",
  set: "LMSSetValue",
  commit: "LMSCommit",
  terminate: "LMSFinish",
  learner: "cmi.core.student_id",
  location: "cmi.core.lesson_location",
  exit: "cmi.core.exit",
  sessionTime: "cmi.core.session_time",
  score: "cmi.core.score",
  most: 4096,
};
const NEW = {
  initialize: "Initialize",
  get: "GetValue",
  set: "SetValue",
  commit: "Commit",
  terminate: "Terminate",
  learner: "cmi.learner_id",
  location: "cmi.location",
  exit: "cmi.exit",
  sessionTime: "cmi.session_time",
  score: "cmi.score",
  most: 64000,
};
const MOST_PARENTS = 500;

/** The LMS of this window; null where there is none. */
export function connected(page = window) {
  const found = api(page, "API_1484_11") ?? api(page, "API");
  if (!found) return null;
  const lms = new Lms(found.api, found.name === "API" ? OLD : NEW);
  return lms.call("initialize", "") === "true" ? lms : null;
}

function api(page, name) {
  return above(page, name) ?? (page.opener ? above(page.opener, name) : null);
}

function above(page, name) {
  let each = page;
  for (let height = 0; height < MOST_PARENTS; height += 1) {
    try {
      if (each[name]) return { api: each[name], name };
    } catch {
      return null; // a window of another origin
    }
    if (each.parent === each) return null;
    each = each.parent;
  }
  return null;
}

class Lms {
  constructor(api, words) {
    this.api = api;
    this.words = words;
    this.begun = Date.now();
    this.over = false;
    const status = this.get(this.isOld ? "cmi.core.lesson_status" : "cmi.completion_status");
    if (["", "not attempted", "unknown"].includes(status)) this.tell({ completion: "incomplete", success: "unknown" });
    this.interactions = Number(this.get("cmi.interactions._count")) || 0;
  }

  get isOld() {
    return this.words === OLD;
  }

  call(name, ...values) {
    return String(this.api[this.words[name]](...values));
  }

  get(name) {
    return this.call("get", name);
  }

  set(name, value) {
    return this.call("set", name, String(value));
  }

  /** What the LMS calls who learns here; "" where it does not say. */
  learner() {
    return this.get(this.words.learner);
  }

  /** Where the learner was, and the text of the record. */
  kept() {
    return { location: this.get(this.words.location), record: this.get("cmi.suspend_data") };
  }

  /** Keeps both, and tells where the learner stands; what an LMS makes of it is never more than that. */
  keep(location, record, standing) {
    this.set(this.words.location, location);
    this.set("cmi.suspend_data", record);
    this.tell(standing);
    this.commit();
  }

  tell({ completion, success, score = null, percent = null }) {
    if (this.isOld) {
      this.set("cmi.core.lesson_status", success === "unknown" ? completion : success);
    } else {
      this.set("cmi.completion_status", completion);
      this.set("cmi.success_status", success);
      if (percent !== null) this.set("cmi.progress_measure", percent / 10000);
    }
    if (score === null) return;
    this.set(`${this.words.score}.min`, 0);
    this.set(`${this.words.score}.max`, 100);
    this.set(`${this.words.score}.raw`, score / 100);
    if (!this.isOld) this.set(`${this.words.score}.scaled`, score / 10000);
  }

  /** Tells an answer: `response` is a letter of an option, "true", "false" or what was typed. */
  answered(id, type, response, isRight) {
    const at = `cmi.interactions.${this.interactions}`;
    const [old, isTruth] = [this.isOld, type === "true-false"];
    this.set(`${at}.id`, id);
    this.set(`${at}.type`, old && type === "long-fill-in" ? "fill-in" : type);
    const given = old ? (isTruth ? response[0] : response.slice(0, 255)) : response.slice(0, 250);
    this.set(`${at}.${old ? "student_response" : "learner_response"}`, given);
    this.set(`${at}.result`, isRight ? "correct" : old ? "wrong" : "incorrect");
    this.interactions += 1;
  }

  commit() {
    const seconds = Math.round((Date.now() - this.begun) / 1000);
    this.set(this.words.sessionTime, this.isOld ? clock(seconds) : `PT${seconds}S`);
    this.call("commit", "");
  }

  /** The end of a sitting; the next one goes on from here. */
  end() {
    if (this.over) return;
    this.over = true;
    this.set(this.words.exit, "suspend");
    this.commit();
    this.call("terminate", "");
  }
}

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.min(Math.floor(seconds / 3600), 9999);
  return `${String(hours).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
