import { defineDiagnostics } from "../../diagnostics/define.ts";

/** Errors in the definition of a name. */
export const diagnostics = defineDiagnostics("check", {
  "misspelled-definition": {
    severity: "error",
    message: ({ defined, named, count }: { defined: string; named: string; count: number }) =>
      `"${defined}" is defined here, and ${count === 1 ? "another place names" : `${count} places name`} "${named}". Did you mean "${named}"?`,
  },
});
