// Makes src/api/schema.ts from docs/openapi.json; with --check it only says whether that is up to date.
import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";
import { format, resolveConfig } from "prettier";

const source = new URL("../../../docs/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.ts", import.meta.url);

// The server also reads numbers that are written as texts, and says so; it always writes numbers.
function withoutNumbersAsText(node) {
  if (Array.isArray(node)) return node.map(withoutNumbersAsText);
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withoutNumbersAsText(value)]));
  if (Array.isArray(copy.type) && copy.type.some((type) => type === "integer" || type === "number")) {
    copy.type = copy.type.filter((type) => type !== "string");
    delete copy.pattern;
  }
  return copy;
}

const document = withoutNumbersAsText(JSON.parse(await readFile(source, "utf8")));
const ast = await openapi(document, { alphabetize: true, emptyObjectsUnknown: true });
const options = await resolveConfig(target);
const made = await format(`// Made from docs/openapi.json by: npm run api\n${astToString(ast)}`, { ...options, parser: "typescript" });

if (process.argv.includes("--check")) {
  const committed = await readFile(target, "utf8").catch(() => "");
  if (committed !== made) {
    console.error("src/api/schema.ts is not what docs/openapi.json says. Run: npm run api");
    process.exit(1);
  }
} else {
  await writeFile(target, made);
}
