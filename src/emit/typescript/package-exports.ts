import type { Contract } from "../../ir/contract.ts";
import type { Type } from "../../ir/field.ts";
import { declarationsOf } from "./declarations.ts";
import { type ModuleNames, moduleNames } from "./names.ts";

/** The names that the index of the package exports from a module, in its script and in its declarations. */
export interface ModuleExports {
  readonly script: readonly string[];
  readonly types: readonly string[];
}

/** The exports of the package, by the id of the contract. It does not export an enumeration whose name another module also uses. */
export function packageExports(
  contracts: readonly Contract[],
  aliases: ReadonlyMap<string, string>,
): ReadonlyMap<string, ModuleExports> {
  const taken = new Set([...contracts.flatMap(({ name }) => Object.values(moduleNames(name))), ...aliases.values()]);
  return new Map(
    contracts.map((contract) => {
      const names = moduleNames(contract.name);
      const own = enumerationsOf(contract, names).filter(
        ({ constant, type }) => !taken.has(constant) && !taken.has(type),
      );
      for (const { constant, type } of own) taken.add(constant).add(type);
      const { constant, parse, is, check, stringify, spec, row, insert } = names;
      const script = [constant, parse, is, check, stringify, spec, ...own.map((one) => one.constant)];
      const alias = aliases.get(contract.id);
      const types = [row, insert, ...(alias === undefined ? [] : [alias]), ...own.map(({ type }) => type)];
      return [
        contract.id,
        { script: script.sort(), types: sorted([...script, ...types.map((name) => `type ${name}`)]) },
      ];
    }),
  );
}

function enumerationsOf(contract: Contract, names: ModuleNames) {
  if (!contract.dataset.fields.some(({ type }) => hasEnumeration(type))) return [];
  // The names of enumerations do not depend on nullability.
  return declarationsOf({ contract, isNullable: () => false }, names).enumerations;
}

function hasEnumeration(type: Type): boolean {
  if (type.kind === "array") return hasEnumeration(type.items);
  if (type.kind === "map") return hasEnumeration(type.values);
  if (type.kind === "struct") return type.fields.some((field) => hasEnumeration(field.type));
  return type.kind === "enum";
}

/** The modifier `type` does not affect the order. */
function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => (a.replace("type ", "") < b.replace("type ", "") ? -1 : 1));
}
