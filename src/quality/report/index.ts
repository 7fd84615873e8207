import type { Report } from "./context.ts";

/** The name of a format of a report about one run. */
export type ReportName =
  | "terminal"
  | "json"
  | "junit"
  | "sarif"
  | "github"
  | "markdown"
  | "prometheus"
  | "openlineage"
  | "html";

/** Every format, by its name. A format is loaded when it is needed. */
export const reports: Readonly<Record<ReportName, () => Promise<Report>>> = {
  terminal: async () => (await import("./terminal.ts")).terminal,
  json: async () => (await import("./json.ts")).json,
  junit: async () => (await import("./junit.ts")).junit,
  sarif: async () => (await import("./sarif.ts")).sarif,
  github: async () => (await import("./github.ts")).github,
  markdown: async () => (await import("./markdown.ts")).markdown,
  prometheus: async () => (await import("./prometheus.ts")).prometheus,
  openlineage: async () => (await import("./openlineage.ts")).openlineage,
  html: async () => (await import("./html.ts")).html,
};
