// Of generations: which statuses are ends, and what a person may ask for in which.

export const ENDED = new Set(["completed", "failed", "cancelled"]);
/** Whether `pause` may be asked of a generation. */
export const isPausable = ({ status }) => !ENDED.has(status) && status !== "paused";
