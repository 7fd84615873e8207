import { append } from "../../text/append.ts";
import { pythonStyle } from "../../text/layout.ts";
import { majorOf, type Version } from "./version.ts";

/** The imports that a DAG file may have, for both versions of Airflow. */
const MODULES = {
  "3": {
    DAG: "airflow.sdk",
    TaskGroup: "airflow.sdk",
    Asset: "airflow.sdk",
    Param: "airflow.sdk",
    Variable: "airflow.sdk",
    task: "airflow.sdk",
    AsyncCallback: "airflow.sdk",
    DeadlineAlert: "airflow.sdk",
    DeadlineReference: "airflow.sdk",
    AirflowSkipException: "airflow.sdk.exceptions",
    AirflowTaskTimeout: "airflow.sdk.exceptions",
    BashOperator: "airflow.providers.standard.operators.bash",
    EmptyOperator: "airflow.providers.standard.operators.empty",
  },
  "2": {
    DAG: "airflow",
    TaskGroup: "airflow.utils.task_group",
    Dataset: "airflow.datasets",
    Param: "airflow.models.param",
    AirflowSkipException: "airflow.exceptions",
    AirflowTaskTimeout: "airflow.exceptions",
    BashOperator: "airflow.operators.bash",
    EmptyOperator: "airflow.operators.empty",
  },
} as const;

const BOTH = {
  os: "",
  shlex: "",
  timedelta: "datetime",
  Path: "pathlib",
  gettempdir: "tempfile",
  pendulum: "",
  CronDataIntervalTimetable: "airflow.timetables.interval",
  SlackWebhookNotifier: "airflow.providers.slack.notifications.slack_webhook",
  SmtpNotifier: "airflow.providers.smtp.notifications.smtp",
  EmailOperator: "airflow.providers.smtp.operators.smtp",
  SlackWebhookOperator: "airflow.providers.slack.operators.slack_webhook",
  DbtTaskGroup: "cosmos",
  ExecutionConfig: "cosmos",
  InvocationMode: "cosmos.constants",
  LoadMode: "cosmos.constants",
  ProfileConfig: "cosmos",
  ProjectConfig: "cosmos",
  RenderConfig: "cosmos",
  TestBehavior: "cosmos.constants",
} as const;

/** A name that a DAG file may import. */
export type Imported = keyof typeof BOTH | keyof (typeof MODULES)["3"] | keyof (typeof MODULES)["2"];

/** Every name that a DAG file may import. */
export const importedNames: readonly string[] = [
  ...Object.keys(BOTH),
  ...Object.keys(MODULES["3"]),
  ...Object.keys(MODULES["2"]),
];

const EXCEPTIONS = { AirflowSkipException: "airflow.exceptions", AirflowTaskTimeout: "airflow.exceptions" };

const STANDARD = ["os", "shlex", "datetime", "pathlib", "tempfile"];

/** The import lines of a file in the order of Ruff: the standard library, a blank line, the rest. */
export function importLines(names: ReadonlySet<Imported>, version: Version): readonly string[] {
  // The exceptions moved in 3.2.
  const moved = version === "3.0" ? EXCEPTIONS : {};
  const modules: Readonly<Record<string, string>> = { ...BOTH, ...MODULES[majorOf(version)], ...moved };
  const plain: string[] = [];
  const from = new Map<string, string[]>();
  for (const name of names) {
    const module = modules[name];
    if (module === undefined) continue;
    if (module === "") plain.push(name);
    else append(from, module, name);
  }
  const section = (isOurs: (module: string) => boolean) => [
    ...plain
      .filter(isOurs)
      .sort()
      .map((name) => `import ${name}`),
    ...[...from.keys()]
      .filter(isOurs)
      .sort()
      .map((module) => fromLine(module, sortNames(from.get(module) ?? []))),
  ];
  const standard = section((module) => STANDARD.includes(module));
  const others = section((module) => !STANDARD.includes(module));
  return [...standard, ...(standard.length > 0 ? [""] : []), ...others];
}

/** An import of several names, one a line if they do not fit on one. */
function fromLine(module: string, names: readonly string[]): string {
  const line = `from ${module} import ${names.join(", ")}`;
  if (line.length <= pythonStyle.width) return line;
  return `from ${module} import (\n${names.map((name) => `    ${name},\n`).join("")})`;
}

/** Constants, then classes, then functions. */
function sortNames(names: readonly string[]): readonly string[] {
  const rank = (name: string) => (/^[A-Z]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
