import { concise } from "./concise.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import type { Format } from "./input.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import type { FormatName } from "./names.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";
import { ofVisible, ofVisibleLines } from "./visible-input.ts";

/** Every printer, by its name. */
export const formats: Readonly<Record<FormatName, Format>> = {
  pretty: ofVisible(pretty),
  concise: ofVisible(concise),
  json: ofVisibleLines(json),
  github: ofVisibleLines(github),
  gitlab: ofVisibleLines(gitlab),
  sarif: ofVisibleLines(sarif),
  junit: ofVisible(junit),
};
