import { useEffect } from "preact/hooks";
import { navigate } from "../lib/router.js";
import { account } from "../lib/session.js";
import { startOf } from "../routes.js";

/** `/` leads to where its visitor begins. */
export default function Start() {
  const to = startOf(account.value);
  useEffect(() => navigate(to, { replace: true }), [to]);
  return null;
}
