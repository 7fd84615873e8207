import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

/** What can be wrong with a `dex.config.ts`. */
export const diagnostics = defineDiagnostics("config", {
  "not-loadable": {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} could not be loaded: ${why}. Fix the file: it must run under Node and export a config.`,
  },
  unreadable: {
    severity: "error",
    exit: "usage",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} cannot be read (${why}). Give the user who runs dex the right to read it.`,
  },
  "no-default-export": {
    severity: "error",
    exit: "usage",
    message: ({ path }: { path: string }) => `${path} exports no config. Write: export default defineConfig({});`,
  },
  "unknown-key": {
    severity: "error",
    exit: "usage",
    message: ({ key, keys }: { key: string; keys: readonly string[] }) =>
      `The config has no key "${key}".${didYouMean(key, keys)} Its keys are ${keys.join(", ")}.`,
  },
  "wrong-type": {
    severity: "error",
    exit: "usage",
    message: ({ key, wanted }: { key: string; wanted: string }) => `"${key}" in the config must be ${wanted}.`,
  },
  "unknown-code": {
    severity: "error",
    exit: "usage",
    message: ({ code, codes }: { code: string; codes: readonly string[] }) =>
      `"ignore" in the config names the code "${code}", which does not exist.${didYouMean(code, codes)} "dex explain" lists similar codes.`,
  },
  "bad-folder": {
    severity: "error",
    exit: "usage",
    message: ({ key, folder }: { key: string; folder: string }) =>
      `"${key}" is "${folder}", which is not a folder inside the project. Write ${key}: "${key === "out" ? "generated" : "templates"}".`,
  },
  "duplicate-emitter": {
    severity: "error",
    exit: "usage",
    message: ({ name }: { name: string }) =>
      `"emitters" has the emitter "${name}" twice. Keep one of them: its options take all its targets.`,
  },
  "emitter-options": {
    severity: "error",
    exit: "usage",
    message: ({ emitter, option, problem }: { emitter: string; option: string; problem: string }) =>
      `The options of the emitter "${emitter}" are wrong${option === "" ? "" : ` at "${option}"`}: ${problem}`,
  },
});
