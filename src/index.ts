export { type Compilation, type CompileOptions, compile } from "./compile.ts";
export type { ResolvedConfig, UserConfig } from "./config/config.ts";
export { defineConfig } from "./config/define.ts";
export { type Catalogue, defineDiagnostics } from "./diagnostics/define.ts";
export type { Diagnostic, Edit, Fix, Report, Severity } from "./diagnostics/diagnostic.ts";
export { formats } from "./diagnostics/format/index.ts";
export type { FormatName } from "./diagnostics/format/names.ts";
export * as sql from "./dialect/quote.ts";
export type { Block, Traced } from "./emit/blocks.ts";
export {
  type ConfiguredEmitter,
  type DivideWork,
  defineEmitter,
  type Emission,
  type Emit,
  type EmitInput,
  type EmittedFile,
  type Emitter,
  type Language,
  type OptionsProblem,
  type Part,
  type PartInputs,
  type Selection,
} from "./emit/emitter.ts";
export { allInputs, filesOnly, findingsOnly, inParts, noInputs, part } from "./emit/parts.ts";
export type { Render, View } from "./emit/render.ts";
export type { Host } from "./host/host.ts";
export { nodeHost } from "./host/node.ts";
export type {
  Assertion,
  AssertionKind,
  AssertionOf,
  Bound,
  FieldPath,
  FieldReference,
  Rule,
  Tolerance,
} from "./ir/assertion.ts";
export type {
  Consumer,
  Contract,
  Dataset,
  Key,
  Partition,
  Party,
  Policy,
  Reference,
  TopicSpec,
} from "./ir/contract.ts";
export type { Coverage } from "./ir/coverage.ts";
export type { BinaryOperator, Expression, PortableFunction } from "./ir/expression.ts";
export type { Evolution, Field, Privacy, StringFormat, Type, TypeKind } from "./ir/field.ts";
export type { Ir } from "./ir/ir.ts";
export type { Literal } from "./ir/literal.ts";
export type {
  Asset,
  BatchPipeline,
  Endpoint,
  Model,
  ModelBase,
  Pipeline,
  Sink,
  SqlPart,
  Step,
  StreamPipeline,
  Task,
  Window,
} from "./ir/pipeline.ts";
export type { NodePlace, Origin, Place, TextPlace } from "./source/origin.ts";
export type { Position, Span } from "./source/span.ts";
export { Code, code, join } from "./text/quote/code.ts";
export * as jinja from "./text/quote/jinja.ts";
export * as json from "./text/quote/json.ts";
export * as markdown from "./text/quote/markdown.ts";
export * as typescript from "./text/quote/typescript.ts";
export * as yaml from "./text/quote/yaml.ts";
