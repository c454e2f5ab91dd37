import { expect, test } from "vitest";
import { may } from "./rights";

const who = (role: string, apps: Record<string, string> | null = null) => ({ name: "ada", role, apps, token: null, isMachine: false });

test.each([
  ["a deployer may deploy any app", who("deployer"), "deployer", "shop", true],
  ["a deployer may not administer", who("deployer"), "admin", "shop", false],
  ["a role for one app counts there", who("none", { shop: "admin" }), "admin", "shop", true],
  ["and nowhere else", who("none", { shop: "admin" }), "viewer", "blog", false],
  ["a lower role for one app takes nothing away", who("admin", { shop: "viewer" }), "admin", "shop", true],
  ["what belongs to no app asks for the role for all", who("viewer", { shop: "admin" }), "admin", undefined, false],
] as const)("%s", (_, caller, role, app, allowed) => expect(may(caller, role, app)).toBe(allowed));

test("nobody may do anything", () => expect(may(undefined, "viewer")).toBe(false));
