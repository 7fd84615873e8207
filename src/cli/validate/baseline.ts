import { readNamed } from "../../host/data-files.ts";
import { nodeHost } from "../../host/node.ts";
import { replaceFiles } from "../../host/replace-files.ts";
import { splitPath } from "../../host/split-path.ts";
import { againstBaseline, type Baseline, baselineText, improvements, readBaseline } from "../../quality/baseline.ts";
import type { DatasetResult } from "../../quality/result.ts";
import type { BaseContext } from "../command.ts";
import type { ValidateOptions } from "./options.ts";

const LARGEST = 16 * 1024 * 1024;

/** Reads the baseline of the options. Undefined without one; an absent file is an empty baseline for `--update-baseline`. */
export async function openBaseline(
  { baseline, "update-baseline": updates }: ValidateOptions,
  cwd: string,
): Promise<Baseline | { readonly problem: string } | undefined> {
  if (baseline === undefined)
    return updates ? { problem: "--update-baseline needs the file to write: --baseline FILE." } : undefined;
  const bytes = await readNamed(cwd, baseline, LARGEST);
  if (bytes === undefined)
    return updates ? new Map() : { problem: `There is no file ${baseline}. Make it with --update-baseline.` };
  const read = readBaseline(new TextDecoder().decode(bytes));
  return "problem" in read ? { problem: `${baseline} is not a baseline: ${read.problem}.` } : read;
}

/** The result in comparison with the baseline, which it also writes if the options ask for that. */
export async function withBaseline(
  result: DatasetResult,
  baseline: Baseline,
  { options, cwd, terminal }: { readonly options: ValidateOptions } & Pick<BaseContext, "cwd" | "terminal">,
): Promise<DatasetResult> {
  for (const line of improvements(result, baseline)) terminal.note(`${line}\n`);
  if (!options["update-baseline"]) return againstBaseline(result, baseline);
  const { folder, file } = splitPath(cwd, options.baseline ?? "");
  const text = baselineText(result, baseline);
  await replaceFiles([{ host: nodeHost(folder), path: file, text }]);
  const updated = readBaseline(text);
  return "problem" in updated ? result : againstBaseline(result, updated);
}
