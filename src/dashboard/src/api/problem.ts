/** An answer that says what was wrong, as RFC 9457 writes it, or that there was no answer (status 0). */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint?: string,
    readonly fields: Record<string, string[]> = {},
    readonly traceId?: string,
  ) {
    super(message);
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Reads what is known of a problem, whatever of it is there. */
export function problemOf(status: number, body: unknown): ApiError {
  const problem = record(body);
  const fields: Record<string, string[]> = {};
  for (const [name, messages] of Object.entries(record(problem.errors))) {
    if (Array.isArray(messages)) fields[name] = messages.map(String);
  }
  return new ApiError(
    status,
    text(problem.code) ?? "request.refused",
    text(problem.title) ?? `The request was refused with status ${status}`,
    text(problem.hint),
    fields,
    text(problem.traceId),
  );
}

/** The error that an answer stands for. */
export async function readProblem(answer: Response): Promise<ApiError> {
  const body: unknown = await answer.json().catch(() => undefined);
  return problemOf(answer.status, body);
}

/** An error as a person reads it, with what to do about it. */
export function errorText(error: unknown): { message: string; hint?: string } {
  if (error instanceof ApiError) return error.hint ? { message: error.message, hint: error.hint } : { message: error.message };
  return { message: error instanceof Error ? error.message : String(error) };
}
