import type { PublishedFormat } from "../emit/emitter.ts";
import type { Json } from "../source/json.ts";
import { asyncApiProblem } from "./asyncapi.ts";

/** The check of each published format: why its schema rejects a document, or undefined for a valid one. */
export const formats: Readonly<Record<PublishedFormat, (document: Json) => string | undefined>> = {
  "AsyncAPI 3.1": asyncApiProblem,
};
