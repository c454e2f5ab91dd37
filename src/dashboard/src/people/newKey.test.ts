import { expect, it } from "vitest";
import { nameOf, needsToken, tokenNameOf } from "./newKey";

it("calls a key what was said, else what its comment says", () => {
  expect(nameOf({ key: "ssh-ed25519 AAAA ann@laptop\n", name: "" })).toBe("ann@laptop");
  expect(nameOf({ key: "ssh-ed25519 AAAA ann@laptop", name: " mine " })).toBe("mine");
  expect(nameOf({ key: "ssh-ed25519 AAAA", name: "" })).toBe("key");
});

it("makes a token's name of it", () => {
  expect(tokenNameOf("Ann@Laptop")).toBe("ssh-ann-laptop");
  expect(tokenNameOf("key!")).toBe("ssh-key");
  expect(tokenNameOf("x".repeat(100))).toHaveLength(60);
});

it("needs one for those who have signed in with a password", () => {
  expect(needsToken({ name: "ann", role: "admin", apps: null, token: null, isMachine: false })).toBe(true);
  expect(needsToken({ name: "ann", role: "admin", apps: null, token: "laptop", isMachine: false })).toBe(false);
  expect(needsToken({ name: "admin", role: "admin", apps: null, token: null, isMachine: true })).toBe(false);
});
