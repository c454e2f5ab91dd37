import { expect, it } from "vitest";
import { allOf, type Asked } from "./allOf";

it("asks for page after page until there is none, each with where the one before ended", async () => {
  const asked: Asked<number>[] = [];
  const found = await allOf((query: Asked<number>) => {
    asked.push(query);
    return Promise.resolve(query.after === 2 ? { items: ["c"], next: null } : { items: ["a", "b"], next: 2 });
  });
  expect(found).toEqual(["a", "b", "c"]);
  expect(asked).toEqual([{ limit: 500 }, { limit: 500, after: 2 }]);
});
