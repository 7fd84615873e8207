import type { Ir } from "../../ir/ir.ts";
import { Code, code } from "../../text/quote/code.ts";
import * as markdown from "../../text/quote/markdown.ts";
import type { View } from "../render.ts";
import { moduleNames } from "./names.ts";
import type { TypescriptOptions } from "./options.ts";
import { packageName } from "./package-files.ts";

/** The view of the README of the package: how to import it, and a list of its contracts. */
export function readmeView(
  ir: Ir,
  options: TypescriptOptions,
  aliases: ReadonlyMap<string, string>,
): { readonly [key: string]: View } {
  const name = packageName(ir, options);
  const contracts = ir.contracts.map((contract) => {
    const names = moduleNames(contract.name);
    return {
      name: markdown.code(contract.name),
      version: markdown.code(contract.version),
      row: markdown.code(aliases.get(contract.id) ?? names.row),
      parse: markdown.code(names.parse),
      description: contract.description === undefined ? code`` : code`. ${markdown.text(contract.description)}`,
    };
  });
  const [first] = ir.contracts;
  const names = first && moduleNames(first.name);
  const row = first && (aliases.get(first.id) ?? names?.row);
  return {
    title: markdown.text(name),
    package: Code.trusted(JSON.stringify(name)),
    hasContracts: contracts.length > 0,
    row: Code.trusted(row ?? ""),
    parse: Code.trusted(names?.parse ?? ""),
    spec: Code.trusted(names?.spec ?? ""),
    adapter: Code.trusted(JSON.stringify(`${name}/drivers/pg`)),
    contracts,
  };
}
