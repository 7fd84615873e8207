import { Project, type SourceFile } from "ts-morph";

/** One module of src: its path below src, and what it imports. */
export interface Module {
  readonly path: string;
  readonly file: SourceFile;
  /** Paths below src. */
  readonly imports: readonly string[];
  /** Package names, or `node:` modules. */
  readonly packages: readonly string[];
}

/** Every module of src with its imports: static, `export from`, dynamic and `createRequire` ones. */
export function readModules(): readonly Module[] {
  const project = new Project({ tsConfigFilePath: "tsconfig.json", skipAddingFilesFromTsConfig: true });
  const root = `${process.cwd()}/src/`;
  const files = project.addSourceFilesAtPaths("src/**/*.ts");
  return files.map((file) => {
    const path = file.getFilePath().slice(root.length);
    const specifiers = [
      ...file.getImportStringLiterals().map((literal) => literal.getLiteralValue()),
      ...required(file),
    ];
    const imports = specifiers.filter((name) => name.startsWith(".")).map((name) => resolve(path, name));
    return { path, file, imports, packages: specifiers.filter((name) => !name.startsWith(".")).map(packageName) };
  });
}

function required(file: SourceFile): string[] {
  return [...file.getFullText().matchAll(/\brequire(?:\.resolve)?\(\s*["'`]([^"'`$]+)/g)].map(
    (match) => match[1] ?? "",
  );
}

function resolve(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}
