import { expect, test } from "vitest";
import { errorText, problemOf, readProblem } from "./problem";

test("a problem is read with its code, hint and fields", () => {
  const error = problemOf(400, {
    title: "The inputs do not fit",
    code: "run.badInput",
    hint: "Look",
    errors: { "inputs.a": ["missing"], odd: "no list" },
    traceId: "t",
  });
  expect(error).toMatchObject({
    status: 400,
    message: "The inputs do not fit",
    code: "run.badInput",
    hint: "Look",
    fields: { "inputs.a": ["missing"] },
    traceId: "t",
  });
});

test.each([undefined, null, "text", 7, [], {}, { title: "" }])("a body that is no problem (%j) still says its status", (body) => {
  expect(problemOf(502, body)).toMatchObject({ message: "The request was refused with status 502", code: "request.refused" });
});

test("an answer that is no JSON is a problem too", async () => {
  expect(await readProblem(new Response("<html>", { status: 503 }))).toMatchObject({ status: 503, code: "request.refused" });
});

test("whatever is thrown can be read", () => {
  expect(errorText(problemOf(404, { title: "No app", hint: "Look" }))).toEqual({ message: "No app", hint: "Look" });
  expect(errorText(new Error("broke"))).toEqual({ message: "broke" });
  expect(errorText("odd")).toEqual({ message: "odd" });
});
