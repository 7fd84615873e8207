import type { BatchPipeline } from "../../ir/pipeline.ts";
import { environmentOf } from "../../running/environment.ts";
import * as markdown from "../../text/quote/markdown.ts";

/** The environment variables that the tasks of a pipeline read, as the items of a Markdown list. */
export function environmentItems(pipeline: BatchPipeline): readonly string[] {
  return environmentOf(pipeline).map(({ description }) => {
    const phrases = description.map((phrase) =>
      typeof phrase === "string" ? phrase : markdown.code(phrase.code).text,
    );
    return `- ${phrases.join("")}`;
  });
}
