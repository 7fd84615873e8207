import type { OwnedFile } from "../emit/run.ts";
import { compareStrings } from "../text/compare.ts";
import { hashText } from "./hash.ts";
import type { PlannedFile } from "./plan.ts";
import type { PlannedText } from "./text-store.ts";

/** A made file as far as a plan needs it: its text as its hash, and where the text itself waits. */
export function plannedFile({ path, text, emitter, sources }: OwnedFile, waiting: PlannedText = text): PlannedFile {
  const documents = [...new Set(sources.map((source) => source.path))].sort(compareStrings);
  return { path, text: waiting, entry: { path, hash: hashText(text), emitter, sources: documents } };
}
