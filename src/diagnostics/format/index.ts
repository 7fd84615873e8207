import { concise } from "./concise.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import type { Format } from "./input.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import type { FormatName } from "./names.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";

/** Every printer, by its name. */
export const formats: Readonly<Record<FormatName, Format>> = { pretty, concise, json, github, gitlab, sarif, junit };
