import { readRequest } from "../../generate/request.ts";
import { defineCommand } from "../define-command.ts";
import { generateOptions } from "../generate-options.ts";
import { usageError } from "../usage-error.ts";

/** `dex generate`. */
export const command = defineCommand({
  help: "Makes a pipeline spec from options, compiles it in memory, and writes the orchestrator's file.\nA table that has a contract is taken from the contract, any other table by its name.",
  options: generateOptions,
  run: async (context) => {
    const { builtInEmitters } = await import("../../emit/registry.ts");
    const orchestrators = builtInEmitters().flatMap(({ emitter: { name, orchestrator } }) =>
      orchestrator === undefined ? [] : [{ name, extension: orchestrator.extension }],
    );
    const request = readRequest(context.options, orchestrators);
    if ("problem" in request) return usageError(context, request.problem);
    const { runGenerate } = await import("../generate-run.ts");
    return await runGenerate(context, request);
  },
});
