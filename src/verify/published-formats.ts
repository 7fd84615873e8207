import type { PublishedFormat } from "../emit/emitter.ts";
import type { Json } from "../source/json.ts";
import { asyncApiProblem } from "./asyncapi.ts";

/** How a document of each published format is checked: why the schema of the format rejects it, or undefined. */
export const formats: Readonly<Record<PublishedFormat, (document: Json) => string | undefined>> = {
  "AsyncAPI 3.1": asyncApiProblem,
};
