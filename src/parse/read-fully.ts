import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import type { SourceFile } from "../source/source-file.ts";
import { compose } from "./compose.ts";
import { ignoresOf } from "./ignores.ts";
import type { StoredParse } from "./parsed.ts";
import { toJson } from "./to-json.ts";

// More reports would only hide the first ones.
const MOST = 20;

/** Reads any YAML and reports every fault. Returns no value after an error. */
export function readFully(file: SourceFile): Outcome<StoredParse | undefined> {
  const composed = compose(file);
  if ("explain" in composed) return { value: undefined, diagnostics: composed.explain() };
  const faults: Report[] = [];
  const value = toJson(composed.root, file, faults);
  const reports = faults.slice(0, MOST);
  const ignores = ignoresOf(file, composed.comments, reports);
  return { value: hasErrors(reports) ? undefined : { value, ignores }, diagnostics: reports };
}
