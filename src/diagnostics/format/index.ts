import { concise } from "./concise.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import type { Format } from "./input.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";

/** Every printer, under the name that `--format` takes. */
export const formats = { pretty, concise, json, github, gitlab, sarif, junit } as const satisfies Record<
  string,
  Format
>;

/** The name of a printer. */
export type FormatName = keyof typeof formats;
