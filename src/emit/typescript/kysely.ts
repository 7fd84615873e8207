import type { Contract } from "../../ir/contract.ts";
import { Code } from "../../text/quote/code.ts";
import * as typescript from "../../text/quote/typescript.ts";
import type { View } from "../render.ts";
import { importFrom } from "./layout.ts";
import { type ModuleNames, pascal } from "./names.ts";
import { nullabilityOf } from "./row-checks.ts";
import { tableInterface } from "./table-interface.ts";

/** A contract and the names of its module. */
interface Module {
  readonly contract: Contract;
  readonly names: ModuleNames;
}

/** The view of kysely.d.ts: an interface per table or view, and the database interface. */
export function kyselyView(modules: readonly Module[]): { readonly [key: string]: View } {
  const tables = firstOfEachName(modules).map(({ contract, names }) => ({
    contract,
    names,
    table: tableInterface(contract, { names, isNullable: nullabilityOf(contract) }),
  }));
  const members = tables.map(
    ({ contract: { name, dataset } }) => `  ${typescript.key(dataset.name).text}: ${pascal(name)}Table;\n`,
  );
  return {
    modules: tables
      .filter(({ table }) => table.usesRow)
      .map(({ contract, names }) => importFrom("import type", [names.row], `./contracts/${contract.name}.js`)),
    tables: tables.map(({ table }) => table.code),
    database: Code.trusted(`export interface Database {${members.length === 0 ? "" : `\n${members.join("")}`}}`),
  };
}

/** Several contracts may describe the same table, such as two versions. The interface contains each table once. */
function firstOfEachName(modules: readonly Module[]): readonly Module[] {
  const seen = new Set<string>();
  return modules.filter(({ contract: { dataset } }) => {
    if ((dataset.physical !== "table" && dataset.physical !== "view") || seen.has(dataset.name)) return false;
    seen.add(dataset.name);
    return true;
  });
}
