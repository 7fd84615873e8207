import { didYouMean } from "../../diagnostics/suggest.ts";
import { listPackageFolder, readPackageFile } from "../../host/package-files.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { usageError } from "../usage-error.ts";

/** `dex explain CODE`. */
export const command = defineCommand({
  help: "Prints what a diagnostic means, with an example and what to do. CODE is the code in brackets: link/unknown-contract.",
  options: {},
  operands: "CODE",
  run: async (context) => {
    const [code, ...more] = context.operands;
    if (code === undefined || more.length > 0)
      return usageError(context, "Give one code: dex explain link/unknown-contract.");
    const page = /^[a-z-]+\/[a-z0-9-]+$/.test(code) ? readPackageFile(`docs/diagnostics/${code}.md`) : undefined;
    if (page === undefined) return usageError(context, `There is no diagnostic "${code}".${suggestion(code)}`);
    context.terminal.out(page);
    return exit.done;
  },
});

/** The nearest code; for a name without its phase, or under a wrong one, the codes of that name. */
function suggestion(code: string): string {
  const codes = listPackageFolder("docs/diagnostics").flatMap((name) => /^([^/]+\/[^/.]+)\.md$/.exec(name)?.[1] ?? []);
  const name = code.slice(code.lastIndexOf("/") + 1);
  const same = codes.filter((known) => known.endsWith(`/${name}`));
  const near =
    same.length > 0 ? ` Did you mean ${same.map((known) => `"${known}"`).join(" or ")}?` : didYouMean(code, codes);
  return near === "" ? " docs/diagnostics/README.md lists all of them." : near;
}
