import type { z } from "zod";

/** The parts of a zod shape that a path through it needs. */
interface Definition {
  readonly type: string;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly getter?: () => z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

/** The keys of a shape at a path, for did-you-mean. */
export function keysAt(shape: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  return [
    ...new Set(
      shapesAt(shape, path)
        .flatMap(unwrap)
        .flatMap((found) => Object.keys(membersOf(found))),
    ),
  ];
}

/** The shape's description of the value at a path. */
export function aboutOf(shape: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  return path.length === 0
    ? undefined
    : shapesAt(shape, path)
        .map(described)
        .find((about) => about !== undefined);
}

/** The description of a shape, or of the shape that it wraps. */
function described(shape: z.ZodType): string | undefined {
  const { innerType } = definitionOf(shape);
  return shape.description ?? (innerType && described(innerType));
}

/** The shapes of a value at a path, one per branch that has it, still in their wrappers. */
function shapesAt(shape: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  const [key, ...rest] = path;
  if (key === undefined) return [shape];
  return unwrap(shape).flatMap((one) => {
    const { type, element, valueType } = definitionOf(one);
    const next = type === "array" ? element : type === "record" ? valueType : membersOf(one)[String(key)];
    return next === undefined ? [] : shapesAt(next, rest);
  });
}

/** The shapes inside optional, lazy and union wrappers. */
function unwrap(shape: z.ZodType): z.ZodType[] {
  const { innerType, getter, options } = definitionOf(shape);
  if (innerType !== undefined) return unwrap(innerType);
  if (getter !== undefined) return unwrap(getter());
  return options === undefined ? [shape] : options.flatMap(unwrap);
}

function membersOf(shape: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return definitionOf(shape).shape ?? {};
}

/** zod's definition of a shape. The cast narrows zod's type to the parts that are read here. */
function definitionOf(shape: z.ZodType): Definition {
  return shape._zod.def as unknown as Definition;
}
