import { expect, test } from "vitest";
import { addressOf } from "./client";

test("a list in a query stands there item by item, and an empty one not at all", () => {
  expect(addressOf("/api/v1/apps/{app}/deploys", { app: "shop" }, { input: ["a=1,2", "b=3"] })).toBe(
    "/api/v1/apps/shop/deploys?input=a%3D1%2C2&input=b%3D3",
  );
  expect(addressOf("/api/v1/apps/{app}/deploys", { app: "shop" }, { rebuild: true, input: [] })).toBe(
    "/api/v1/apps/shop/deploys?rebuild=true",
  );
});

test("parts of a path are encoded, and what is left out of a query stays out", () => {
  expect(
    addressOf("/api/v1/apps/{app}/config/{name}", { app: "shop", name: "A/B C" }, { before: null, q: "", limit: 5, text: "a&b" }),
  ).toBe("/api/v1/apps/shop/config/A%2FB%20C?limit=5&text=a%26b");
});
