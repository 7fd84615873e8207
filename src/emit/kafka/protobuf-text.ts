import { Bug } from "../../text/bug.ts";
import { Code, code, join } from "../../text/quote/code.ts";
import * as comment from "../../text/quote/comment.ts";
import type { Message, MessageEnum, MessageField, Numbered } from "./protobuf.ts";

/** A file of Protobuf with one message in a package of its own. Every name in it has been checked to be one. */
export function protobufFile(message: Message, packageName: string): string {
  const head = [
    code`// Compiled by dex from a contract; change the contract, not this file.`,
    code`syntax = "proto3";`,
    code``,
    code`package ${Code.trusted(packageName)};`,
    code``,
  ];
  const imports = usesTimestamp(message) ? [code`import "google/protobuf/timestamp.proto";`, code``] : [];
  return `${join([...head, ...imports, ...messageLines(message, "")], "\n").text}\n`;
}

function usesTimestamp({ fields, messages }: Message): boolean {
  return fields.some(({ type }) => type.includes(".google.protobuf.")) || messages.some(usesTimestamp);
}

function messageLines({ name, doc, fields, messages, enums, reserved }: Message, indent: string): Code[] {
  const inner = `${indent}  `;
  return [
    ...docLines(doc, indent),
    indented(indent, `message ${name} {`),
    ...reservedLines(reserved, inner),
    ...enums.flatMap((one) => enumLines(one, inner)),
    ...messages.flatMap((one) => messageLines(one, inner)),
    ...fields.flatMap((field) => fieldLines(field, inner)),
    indented(indent, "}"),
  ];
}

function fieldLines({ name, type, number, doc }: MessageField, indent: string): Code[] {
  return [...docLines(doc, indent), indented(indent, `${type} ${name} = ${number};`)];
}

function enumLines({ name, zero, values, reserved }: MessageEnum, indent: string): Code[] {
  const inner = `${indent}  `;
  return [
    indented(indent, `enum ${name} {`),
    ...reservedLines(reserved, inner),
    indented(inner, `${zero} = 0;`),
    ...values.map((value) => indented(inner, `${value.name} = ${value.number};`)),
    indented(indent, "}"),
  ];
}

function reservedLines(reserved: readonly Numbered[], indent: string): Code[] {
  if (reserved.length === 0) return [];
  const names = reserved.map(({ name }) => name).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  return [
    indented(indent, `reserved ${reserved.map(({ number }) => number).join(", ")};`),
    ...(names.length > 0 ? [indented(indent, `reserved ${names.map((name) => `"${name}"`).join(", ")};`)] : []),
  ];
}

function docLines(doc: string | undefined, indent: string): Code[] {
  return doc === undefined ? [] : [join([Code.trusted(`${indent}//`), comment.line(doc)], " ")];
}

/** A line of names and dex's own words. The language checks names, so one that is none is a bug; it gets no further than here. */
function indented(indent: string, text: string): Code {
  if (!/^[\w .,<>={};"]+$/.test(text)) throw new Bug(`no line of Protobuf: ${text}`);
  return Code.trusted(indent + text);
}
