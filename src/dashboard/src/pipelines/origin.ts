import type { Wire } from "../api/client";

/** The author of what the server publishes itself. */
const server = "pipelinedeploy";

/** Whether a pipeline is the server's own, by its newest version: nobody publishes over it. */
export const isBuiltIn = (newest: Pick<Wire<"PipelineView">, "author">) => newest.author === server;

/** Who published a version, in words. */
export const authorText = (version: Pick<Wire<"PipelineView">, "author">) => (isBuiltIn(version) ? "the server" : version.author);
