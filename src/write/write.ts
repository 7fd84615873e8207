import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors, type Outcome } from "../diagnostics/outcome.ts";
import { type ApplyResult, apply, applyAlone, applyLocked } from "./apply.ts";
import { type Output, readLocked, readOutput } from "./output.ts";
import type { WritePlan } from "./plan.ts";
import { planWrite, type WriteRequest } from "./plan-write.ts";
import type { OutputFolder } from "./recover.ts";

/** How a write ended. Without a result, errors among the reports stopped it before it began. */
export interface Written {
  readonly plan?: WritePlan;
  readonly result?: ApplyResult;
  readonly reports: readonly Report[];
}

/**
 * Reads the output folder, plans and applies. When another run was faster, it does so again as the only writer, so that it ends no matter how many
 * others run.
 */
export async function write(place: OutputFolder, request: Omit<WriteRequest, "output">): Promise<Written> {
  const paths = request.files.map((file) => file.path);
  const output = await readOutput(place, paths);
  const first = await planAndApply(request, { output, apply: (plan) => apply(place, plan) });
  // A file that was read while another run wrote may look edited without being so.
  const overtaken = first.result === undefined ? output.value.unsettled === true : first.result.status === "changed";
  if (!overtaken) return first;
  const second = await applyAlone(place, async () =>
    planAndApply(request, {
      output: await readLocked(place, paths),
      apply: (plan) => applyLocked(place, plan),
    }),
  );
  return "status" in second ? { ...first, ...withReports(second, []) } : second;
}

interface Attempt {
  readonly output: Outcome<Output>;
  readonly apply: (plan: WritePlan) => Promise<ApplyResult>;
}

async function planAndApply(request: Omit<WriteRequest, "output">, { output, apply }: Attempt): Promise<Written> {
  if (hasErrors(output.diagnostics)) return { reports: output.diagnostics };
  const plan = planWrite({ ...request, output: output.value });
  const reports = [...output.diagnostics, ...plan.diagnostics];
  if (hasErrors(reports)) return { plan: plan.value, reports };
  return { plan: plan.value, ...withReports(await apply(plan.value), reports) };
}

function withReports(result: ApplyResult, reports: readonly Report[]): Pick<Required<Written>, "result" | "reports"> {
  return { result, reports: "report" in result ? [...reports, result.report] : reports };
}
