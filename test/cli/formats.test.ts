import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { ORDERS, shop } from "./shop.ts";

/** One error with a fix at hand, and one warning. */
const project = shop({
  "contracts/orders.contract.yaml": ORDERS.replace("customers.customer_id", "custmers.customer_id"),
  "contracts/customers.contract.yaml": `${ORDERS.replaceAll("orders", "customers").replace("customers.customer_id", "customers.amount").replace("type: string, not_null", "type: decimal, precision: 10, scale: 2, not_null")}`,
});
afterAll(() => project.remove());

const check = async (format: string) => await project.run("check", "--format", format);

describe("dex check --format", () => {
  it("pretty is for people, and goes to stderr", async () => {
    const { code, out, err } = await check("pretty");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("error[link/unknown-contract]: ");
    expect(err).toContain(" --> contracts/orders.contract.yaml:13:61\n");
    expect(err).toMatch(/\n\n1 error, 1 warning in 2 files\ndex explain [a-z-]+\/[a-z-]+ says more[^\n]*\n$/);
  });

  it("concise is a line each", async () => {
    const { out, err } = await check("concise");
    expect(out).toBe("");
    const lines = err.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    for (const line of lines)
      expect(line).toMatch(/^contracts\/\w+\.contract\.yaml:\d+:\d+: (error|warning)\[[a-z-]+\/[a-z-]+\] \S/);
  });

  it("json has everything, on stdout alone", async () => {
    const { code, out, err } = await check("json");
    expect([code, err]).toEqual([1, ""]);
    const { schemaVersion, summary, diagnostics } = JSON.parse(out) as {
      schemaVersion: number;
      summary: object;
      diagnostics: readonly Diagnostic[];
    };
    expect(schemaVersion).toBe(1);
    expect(summary).toEqual({ error: 1, warning: 1, info: 0, files: 2 });
    for (const { code: name, at, message } of diagnostics) {
      expect(name).toMatch(/^[a-z-]+\/[a-z-]+$/);
      expect(project.read(at.path).split("\n").length).toBeGreaterThanOrEqual(at.end.line);
      expect(message.length).toBeGreaterThan(20);
    }
  });

  it("github is one command per finding; it is the default inside GitHub Actions", async () => {
    const { out, err } = await check("github");
    expect(err).toBe("");
    expect(out).toMatch(
      /^::error file=contracts\/orders\.contract\.yaml,line=13,endLine=13,col=\d+,endColumn=\d+,title=link\/unknown-contract::\S.*\n::warning file=/,
    );
    expect((await project.runWith({ GITHUB_ACTIONS: "true" }, "check")).out).toBe(out);
  });

  /** https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning */
  it("sarif has what GitHub's code scanning demands", async () => {
    const { out } = await check("sarif");
    const log = JSON.parse(out);
    expect(log.$schema).toBe("https://json.schemastore.org/sarif-2.1.0.json");
    expect(log.version).toBe("2.1.0");
    expect(log.runs).toHaveLength(1);
    const [{ tool, results, columnKind }] = log.runs;
    expect(columnKind).toBe("utf16CodeUnits");
    expect(tool.driver.name).toBe("dex");
    expect(tool.driver.semanticVersion).toMatch(/^\d+\.\d+\.\d+/);
    for (const rule of tool.driver.rules) {
      expect(rule.id.length).toBeLessThanOrEqual(255);
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text).not.toBe("");
      expect(rule.help.text).toContain(`dex explain ${rule.id}`);
      expect(rule.defaultConfiguration.level).toMatch(/^(error|warning|note)$/);
    }
    expect(results).toHaveLength(2);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.level).toMatch(/^(error|warning|note)$/);
      expect(result.message.text).not.toBe("");
      expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]+/);
      const [{ physicalLocation }] = result.locations;
      expect(physicalLocation.artifactLocation.uri).toMatch(/^contracts\/[\w.]+$/);
      const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
      expect(startLine).toBeGreaterThanOrEqual(1);
      expect(endLine).toBeGreaterThanOrEqual(startLine);
      expect(endColumn).toBeGreaterThan(startColumn);
    }
  });

  /** https://docs.gitlab.com/ci/testing/code_quality/ */
  it("gitlab has what the code quality report demands", async () => {
    const issues = JSON.parse((await check("gitlab")).out);
    expect(issues).toHaveLength(2);
    for (const issue of issues) {
      expect(issue.description).not.toBe("");
      expect(issue.check_name).toMatch(/^[a-z-]+\/[a-z-]+$/);
      expect(issue.fingerprint).toMatch(/^[0-9a-f]{32}/);
      expect(issue.severity).toMatch(/^(info|minor|major|critical|blocker)$/);
      expect(issue.location.path).toMatch(/^contracts\//);
      expect(issue.location.lines.begin).toBeGreaterThanOrEqual(1);
    }
    expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(2);
  });

  it("junit is XML that a parser reads", async () => {
    const { out } = await check("junit");
    const program = `import sys, xml.dom.minidom as m
d = m.parseString(sys.stdin.buffer.read())
s = d.getElementsByTagName("testsuite")[0]
print(s.getAttribute("tests"), s.getAttribute("failures"), len(d.getElementsByTagName("testcase")), len(d.getElementsByTagName("failure")))`;
    expect(execFileSync("python3", ["-c", program], { input: out, encoding: "utf8" })).toBe("2 1 2 1\n");
  });

  it.each(["json", "gitlab", "sarif", "junit"])("%s is a whole document even when nothing is wrong", async (format) => {
    const clean = shop();
    for (const given of [["check"], ["compile"], ["compile", "--check"], ["compile", "--check"]]) {
      const { code, out } = await clean.run(...given, "--format", format);
      expect(code).toBe(0);
      if (format === "junit") expect(out).toContain('tests="0" failures="0"');
      else expect(() => JSON.parse(out)).not.toThrow();
    }
    clean.remove();
  });

  it("is one document also when the writer has something to say", async () => {
    const edited = shop({ "templates/nobody/x.njk": "x" });
    await edited.run("compile");
    edited.put("generated/json-schema/orders.schema.json", "mine\n");
    const { code, out } = await edited.run("compile", "--format", "json");
    edited.remove();
    expect(code).toBe(3);
    const { diagnostics } = JSON.parse(out) as { diagnostics: readonly Diagnostic[] };
    expect(diagnostics.map((one) => one.code)).toEqual(["emit/unknown-template", "write/edited"]);
  });
});
