import { defineDiagnostics } from "../../diagnostics/define.ts";

/** What a project may say that a package of TypeScript cannot carry. */
export const diagnostics = defineDiagnostics("typescript", {
  "name-collision": {
    severity: "error",
    message: ({ name, first, second }: { name: string; first: string; second: string }) =>
      `The contracts "${first}" and "${second}" would both export "${name}". Rename one of the two: their names must differ by more than underscores.`,
  },
  "reserved-name": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `A contract cannot be called "${name}" here: the package of TypeScript has a module of its own at "./${name}". Rename the contract.`,
  },
});
