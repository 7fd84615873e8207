import { kindsOfAssertions } from "../../assertion/registry.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { checkWords, type Selection, selectChecks } from "../../quality/select.ts";
import type { BaseContext } from "../command.ts";
import { openFiles } from "./data.ts";
import type { NoResult } from "./limits.ts";
import type { ValidateOptions } from "./options.ts";
import type { Input } from "./run-files.ts";

/** What is wrong with the options. */
interface Problem {
  readonly problem: string;
}

/** The checks that `--checks` names. */
export function chosenChecks({ checks }: ValidateOptions, { dataset }: Contract): Selection | Problem {
  const words = (checks ?? "all")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  const kinds = kindsOfAssertions();
  const selection = selectChecks(dataset.assertions, words, kinds);
  const [unknown] = selection.unknown;
  if (unknown === undefined && selection.chosen.length === 0)
    return {
      problem: `${dataset.id} has no check of ${words.join(", ")}. Add a rule to the contract, or remove --checks.`,
    };
  if (unknown === undefined) return selection;
  const known = [...checkWords(kinds), ...dataset.assertions.map(({ id }) => id)];
  return {
    problem: `--checks has "${unknown}", which is not a kind, a dimension or the id of a check of ${dataset.id}.${didYouMean(unknown, known)}`,
  };
}

/** The data of the other contracts that a contract refers to. */
export async function openReferences(
  context: BaseContext,
  { reference }: ValidateOptions,
  ir: Ir,
): Promise<readonly Input[] | NoResult> {
  const inputs: Input[] = [];
  for (const given of reference) {
    const [, name, path] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
    if (name === undefined || path === undefined)
      return {
        problem: `--reference is "${given}". Write the name of a contract and a path: --reference customers=customers.csv.`,
        at: "options",
      };
    const contract = ir.contracts.find(({ id, name: own, dataset }) => [id, own, dataset.id].includes(name));
    if (contract === undefined)
      return {
        problem: `--reference names the contract "${name}", which the project does not have.${didYouMean(
          name,
          ir.contracts.map((one) => one.name),
        )}`,
        at: "options",
      };
    const files = await openFiles(context, path);
    if ("problem" in files) return files;
    inputs.push({ contract, files, name: path });
  }
  return inputs;
}
