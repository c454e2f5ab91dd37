import { expect, test } from "vitest";
import { queryOf } from "./deploySources";

const empty = { ref: "", git: "", image: "" };

test("what serves is deployed once more without anything else", () => {
  expect(queryOf({ ...empty, kind: "rebuild", ref: "main" })).toEqual({ rebuild: true });
});

test("a ref alone leaves the repository to the app's setting", () => {
  expect(queryOf({ ...empty, kind: "git", ref: " main " })).toEqual({ ref: "main" });
});

test("a repository and a ref are both said", () => {
  expect(queryOf({ ...empty, kind: "git", ref: "v2", git: "https://example.com/a.git" })).toEqual({
    ref: "v2",
    git: "https://example.com/a.git",
  });
});

test("an image stands for itself", () => {
  expect(queryOf({ ...empty, kind: "image", image: "acme/shop:1.2" })).toEqual({ image: "acme/shop:1.2" });
});
