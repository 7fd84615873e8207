import type { Terminal } from "./command.ts";

/** The process's own streams. Colours are for a terminal that has not asked to be spared (NO_COLOR, TERM=dumb), or when told so. */
export function processTerminal(when: unknown): Terminal {
  const { env } = process;
  const wanted = process.stderr.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const forced = env["FORCE_COLOR"] !== undefined && env["FORCE_COLOR"] !== "0" && env["FORCE_COLOR"] !== "";
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: when === "always" || (when !== "never" && (wanted || forced)),
    github: env["GITHUB_ACTIONS"] === "true",
  };
}
