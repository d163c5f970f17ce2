// What an answer of the server is needed for begins before the rest of the pages is here: the language, and who is signed in.
import { speak, wishedLanguage } from "./lib/messages.js";
import { restore } from "./lib/session.js";

/** Resolves to the problem of a server that is away, to undefined where it answers. */
export async function begin() {
  const [, away] = await Promise.all([speak(wishedLanguage()), restore().catch((problem) => problem)]);
  return away;
}

export const begun = begin();
