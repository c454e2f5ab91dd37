import { describe, expect, it } from "vitest";
import { bodyOf, draftOf, rightsText, rolesToGive } from "./rights";

describe("rights", () => {
  it("are told in a few words", () => {
    expect(rightsText("admin", {})).toBe("admin of all apps");
    expect(rightsText("viewer", { shop: "deployer" })).toBe("viewer of all apps, deployer of shop");
    expect(rightsText(null, { shop: "deployer", blog: "admin" })).toBe("deployer of shop, admin of blog");
    expect(rightsText("none", {})).toBe("nothing");
  });

  it("come out of a form as they went in", () => {
    expect(bodyOf(draftOf("viewer", { shop: "deployer" }))).toEqual({ role: "viewer", apps: { shop: "deployer" } });
    expect(bodyOf(draftOf(null, {}))).toEqual({ role: null, apps: {} });
  });

  it("are given away no further than one has them", () => {
    const ann = { name: "ann", role: "viewer", apps: { shop: "deployer" }, token: null, isMachine: false };
    expect(rolesToGive(ann)).toEqual(["viewer"]);
    expect(rolesToGive(ann, "shop")).toEqual(["viewer", "deployer"]);
    expect(rolesToGive(undefined)).toEqual([]);
  });
});
