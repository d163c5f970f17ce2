import { useEffect, useState } from "preact/hooks";

/** The token of a link in an e-mail; it is taken out of the address, since it belongs into no history. */
export function useTokenOfLink(query, path) {
  const [token] = useState(() => query.get("token"));
  useEffect(() => {
    if (token) history.replaceState(null, "", path);
  }, []);
  return token;
}
