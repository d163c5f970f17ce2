// Which page is at which address. Its first part has to stand in PAGES of api/web/routes.py as well.
// `for` says who may see it: "anyone", "account" (signed in) or "instructor".

export const ROUTES = [
  { path: "/", for: "anyone", load: () => import("./pages/start.js") },
  { path: "/sign-in", for: "anyone", load: () => import("./pages/sign_in.js") },

  { path: "/studio", for: "instructor", load: () => import("./studio/home.js") },
];

/** The links at the top, by whom they are for. */
export const NAVIGATION = [{ path: "/studio", name: "nav.studio", for: "instructor" }];

const MAKERS = new Set(["instructor", "admin"]);

/** Whether an account (null for a stranger) may see what is `wanted` for. */
export function maySee(account, wanted) {
  if (wanted === "anyone") return true;
  if (!account) return false;
  return wanted === "account" || MAKERS.has(account.role);
}

/** Where somebody begins. */
export const startOf = (account) => (maySee(account, "instructor") ? "/studio" : "/sign-in");
