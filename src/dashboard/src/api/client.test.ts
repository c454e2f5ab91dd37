import { expect, test } from "vitest";
import { addressOf } from "./client";

test("parts of a path are encoded, and what is left out of a query stays out", () => {
  expect(
    addressOf("/api/v1/apps/{app}/config/{name}", { app: "shop", name: "A/B C" }, { before: null, q: "", limit: 5, text: "a&b" }),
  ).toBe("/api/v1/apps/shop/config/A%2FB%20C?limit=5&text=a%26b");
});
