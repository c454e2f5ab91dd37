import { expect, test } from "vitest";
import { eventTypes, mergeStale, parseEvent, staleAfter } from "./feed";

test("a run makes its app, itself and the lists old", () => {
  expect(staleAfter({ id: 1, type: "runEnded", app: "shop", run: 7 })).toEqual([["apps"], ["recent"], ["app", "shop"], ["run", 7]]);
});

test("what is left out makes everything old", () => {
  expect(mergeStale([["apps"], ...staleAfter({ id: 1, type: "resync" })])).toEqual([[]]);
});

test("many events ask for everything once", () => {
  const event = { id: 1, type: "runChanged", app: "shop", run: 7 };
  expect(mergeStale([...staleAfter(event), ...staleAfter(event)])).toHaveLength(4);
});

test("every type that is listened to makes something old, another one nothing", () => {
  for (const type of eventTypes) expect(staleAfter({ id: 1, type, app: "shop" })).not.toEqual([]);
  expect(staleAfter({ id: 1, type: "unheardOf" })).toEqual([]);
});

test.each(["", "null", "[]", "7", "{}", '{"id":"1","type":"runEnded"}'])("data that is no event (%j) is none", (data) =>
  expect(parseEvent(data)).toBeUndefined(),
);
