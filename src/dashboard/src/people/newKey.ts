import { api, type Wire } from "../api/client";

const daysOfItsToken = 365;

export interface NewKey {
  key: string;
  name: string;
}

/** The name of a key: what was said, else the comment behind it. */
export function nameOf({ key, name }: NewKey): string {
  return name.trim() || (key.trim().split(/\s+/)[2] ?? "key");
}

/** A name that a token may have. */
export function tokenNameOf(key: string): string {
  return `ssh-${key.toLowerCase().replace(/[^a-z0-9._-]+/g, "-")}`.slice(0, 60).replace(/[^a-z0-9]+$/, "");
}

/** Adds a key. Keys belong to tokens; whoever has signed in with a password has none, so that one is made for it. */
export async function addKey(who: Wire<"WhoAmI">, wanted: NewKey) {
  const body = { key: wanted.key.trim(), name: wanted.name.trim() === "" ? null : wanted.name.trim() };
  if (!needsToken(who)) return api.post("/api/v1/ssh-keys", { body });
  const made = await api.post("/api/v1/tokens", {
    body: {
      name: tokenNameOf(nameOf(wanted)),
      days: daysOfItsToken,
      role: who.role === "none" ? null : who.role,
      apps: who.apps ?? {},
      machine: false,
    },
  });
  return api.post("/api/v1/ssh-keys", { body, bearer: made.secret }).catch(async (error: unknown) => {
    await api.delete("/api/v1/tokens/{id}", { path: { id: made.token.id } });
    throw error;
  });
}

export function needsToken(who: Wire<"WhoAmI"> | undefined): boolean {
  return who !== undefined && who.token == null && !who.isMachine;
}
