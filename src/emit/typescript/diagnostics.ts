import { defineDiagnostics } from "../../diagnostics/define.ts";

/** The diagnostics about contracts whose names the TypeScript package cannot use. */
export const diagnostics = defineDiagnostics("typescript", {
  "name-collision": {
    severity: "error",
    message: ({ name, first, second }: { name: string; first: string; second: string }) =>
      `The contracts "${first}" and "${second}" both export "${name}". Rename one of them: the names must differ by more than underscores.`,
  },
  "reserved-name": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `The name "${name}" is reserved: the TypeScript package has its own module "./${name}". Rename the contract, such as name: ${name}_table.`,
  },
});
