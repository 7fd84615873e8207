import type { Report } from "../diagnostics/diagnostic.ts";
import { hasErrors } from "../diagnostics/outcome.ts";
import { type ApplyResult, apply } from "./apply.ts";
import { readOutput } from "./output.ts";
import type { WritePlan } from "./plan.ts";
import { planWrite, type WriteRequest } from "./plan-write.ts";
import type { Place } from "./recover.ts";

/** How a write ended; without a result, the errors among the reports kept it from beginning. */
export interface Written {
  readonly plan?: WritePlan;
  readonly result?: ApplyResult;
  readonly reports: readonly Report[];
}

// Another run may have written between our look at the disk and our lock; it cannot keep doing so for long.
const ATTEMPTS = 5;

/** Reads the output folder, plans, and applies; plans anew when another run was faster. */
export async function write(place: Place, request: Omit<WriteRequest, "output">): Promise<Written> {
  const wanted = request.files.map((file) => file.path);
  for (let attempt = 1; ; attempt++) {
    const output = await readOutput(place.host, place.out, wanted);
    if (hasErrors(output.diagnostics)) return { reports: output.diagnostics };
    const plan = planWrite({ ...request, output: output.value });
    const reports = [...output.diagnostics, ...plan.diagnostics];
    if (hasErrors(reports)) return { plan: plan.value, reports };
    const result = await apply(place.host, place.out, plan.value);
    if (result.status !== "changed" || attempt === ATTEMPTS) {
      return { plan: plan.value, result, reports: "report" in result ? [...reports, result.report] : reports };
    }
  }
}
