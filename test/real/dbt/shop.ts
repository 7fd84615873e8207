import { compile } from "../../../src/compile.ts";
import { nodeHost } from "../../../src/host/node.ts";
import type { Ir } from "../../../src/ir/ir.ts";

/** The shop of this repository's own contracts. */
export async function compileShop(): Promise<Ir> {
  const { ir, diagnostics } = await compile(nodeHost(process.cwd()), { targets: ["dbt"] });
  if (ir === undefined) throw new Error(JSON.stringify(diagnostics));
  return ir;
}
