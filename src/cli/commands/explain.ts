import { readPackageFile } from "../../host/package-files.ts";
import { type Command, type CommandContext, exit } from "../command.ts";

/** `dex explain CODE`. */
export const command: Command = {
  options: {},
  operands: "CODE",
  help: "Prints what a diagnostic means, with an example and what to do. CODE is what stands in brackets: link/unknown-contract.",
  run,
};

async function run({ operands, terminal }: CommandContext): Promise<number> {
  const [code = "", ...more] = operands;
  if (code === "" || more.length > 0) {
    terminal.err("dex: explain takes one code, such as link/unknown-contract.\n");
    return exit.usage;
  }
  const page = /^[a-z-]+\/[a-z0-9-]+$/.test(code) ? readPackageFile(`docs/diagnostics/${code}.md`) : undefined;
  if (page === undefined) {
    terminal.err(`dex: there is no diagnostic "${code}". The codes are listed in docs/diagnostics/README.md.\n`);
    return exit.usage;
  }
  terminal.out(page);
  return exit.done;
}
