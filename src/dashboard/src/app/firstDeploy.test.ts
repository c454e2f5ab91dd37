import { expect, it } from "vitest";
import { deployCommands, pushCommands, tokenNameFor } from "./firstDeploy";

it("names a token after its app, within what a name may have", () => {
  expect(tokenNameFor("shop", 1_800_000_000_000)).toBe("shop-tro8w0");
  expect(tokenNameFor("x".repeat(63), 1_800_000_000_000)).toHaveLength(63);
  expect(tokenNameFor("shop", 1_800_000_001_000)).not.toBe(tokenNameFor("shop", 1_800_000_000_000));
});

it("says the server's own address in every command", () => {
  expect(pushCommands("https://deploy.example.com", "shop")).toBe(
    "git remote add deploy https://deploy.example.com/shop.git\ngit push deploy main",
  );
  expect(deployCommands("https://deploy.example.com", "shop")).toBe("pdeploy login https://deploy.example.com\npdeploy deploy . -a shop");
});
