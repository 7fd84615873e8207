import type { OwnedFile } from "../emit/run.ts";
import { compareStrings } from "../text/compare.ts";
import { hashText } from "./hash.ts";
import type { PlannedFile } from "./plan.ts";
import type { PlannedText } from "./text-store.ts";

/** A file of an emitter in the form that a plan needs: the hash of its text, and the text or where it is stored. */
export function plannedFile({ path, text, emitter, sources }: OwnedFile, stored: PlannedText = text): PlannedFile {
  const documents = [...new Set(sources.map((source) => source.path))].sort(compareStrings);
  return { path, text: stored, entry: { path, hash: hashText(text), emitter, sources: documents } };
}
