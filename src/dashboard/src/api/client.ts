import type { components, paths } from "./schema";
import { ApiError, readProblem } from "./problem";

type Method = "get" | "put" | "post" | "delete" | "patch";
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? NonNullable<paths[P][M]> : never;
type PathOf<O> = O extends { parameters: { path: infer X } } ? { path: X } : { path?: never };
type QueryOf<O> = O extends { parameters: { query?: infer X } } ? { query?: X } : { query?: never };
type JsonOf<X> = X extends { content: { "application/json": infer B } } ? B : never;
type BodyOf<O> = O extends { requestBody: infer R }
  ? { body: JsonOf<R> }
  : O extends { requestBody?: infer R }
    ? { body?: JsonOf<NonNullable<R>> }
    : { body?: never };
type Answers<O> = O extends { responses: infer R } ? { [S in keyof R]: S extends 200 | 201 | 202 ? JsonOf<R[S]> : never }[keyof R] : never;

/** What makes a request conditional on what its sender has seen. */
export type Conditions = { "If-Match": string } | { "If-None-Match": "*" };

/** `bearer` is a token to ask with in place of this browser's session. */
type Asked<O> = PathOf<O> & QueryOf<O> & BodyOf<O> & { signal?: AbortSignal; headers?: Conditions; bearer?: string };

/** The records of the API by their name. */
export type Wire<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** The paths of the API that know a method. */
type PathsWith<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, object> ? P : never }[keyof paths];

/** The address of a request, with the parts of its path and its query filled in. */
export function addressOf(template: string, path: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(path));
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    // A list stands there once for each of its items.
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null && one !== "") search.append(name, String(one));
    }
  }
  return search.size > 0 ? `${address}?${search.toString()}` : address;
}

interface Loose {
  path?: object;
  query?: object;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Conditions;
  bearer?: string;
}

async function send(method: Method, template: string, { path, query, body, signal, headers, bearer }: Loose): Promise<unknown> {
  const json = body === undefined ? undefined : { "Content-Type": "application/json" };
  const asked = bearer === undefined ? undefined : { Authorization: `Bearer ${bearer}` };
  const request: RequestInit = { method: method.toUpperCase(), headers: { Accept: "application/json", ...json, ...asked, ...headers } };
  if (signal) request.signal = signal;
  if (body !== undefined) request.body = JSON.stringify(body);
  const answer = await fetch(addressOf(template, path, query), request).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, "network.unreachable", "The server does not answer", "Look at the connection; the page tries again by itself.");
  });
  if (!answer.ok) throw await readProblem(answer);
  return answer.json();
}

function door<M extends Method>(method: M) {
  return <P extends PathsWith<M>>(template: P, asked: Asked<Operation<P, M>>): Promise<Answers<Operation<P, M>>> =>
    // The server is held to its description by a test of its own.
    send(method, template, asked) as Promise<Answers<Operation<P, M>>>;
}

/** The API, typed by its own description. */
export const api = { get: door("get"), put: door("put"), post: door("post"), delete: door("delete"), patch: door("patch") };
