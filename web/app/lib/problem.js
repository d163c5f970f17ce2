// What went wrong, as an Error: the API's problems (RFC 9457), and the network's.

/** @typedef {{pointer: string, detail: string}} FieldProblem */

export class Problem extends Error {
  /**
   * @param {{type?: string, title?: string, status?: number, detail?: string, errors?: FieldProblem[]}} told
   * @param {number | null} retryAfter seconds
   */
  constructor({ type = "about:blank", title = "", status = 0, detail = "", errors = [] }, retryAfter = null) {
    super(detail || title || `HTTP ${status}`);
    this.type = type;
    this.title = title;
    this.status = status;
    this.detail = detail;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  /** The last word of its type, such as `wrong-time`. */
  get slug() {
    return this.type.split("/").pop();
  }

  /** What is said of the field at a JSON pointer, or of anything below it. */
  at(/** @type {string} */ pointer) {
    const concerned = this.errors.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
    return concerned.map((one) => one.detail).join(" ");
  }
}

/** The problem that a response tells of, whatever its body is. */
export async function problemOf(response) {
  const seconds = Number.parseFloat(response.headers.get("Retry-After") ?? "");
  const told = await response.json().catch(() => ({}));
  return new Problem({ status: response.status, ...told }, Number.isFinite(seconds) ? seconds : null);
}

/** Nobody answered at all. */
export const unreachable = () => new Problem({ type: "/problems/unreachable", status: 0 });

/** Whether a call ended because its page had gone, which is no problem. */
export const isAborted = (error) => error?.name === "AbortError";
