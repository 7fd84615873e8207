/** A state that only a defect in dex, or in a plugin, can reach. The command line turns it into exit code 70. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** Ends a switch over a union: a kind that is not handled does not compile, and throws if it gets here all the same. */
export function never(value: never): never {
  throw new Bug(`unhandled case: ${JSON.stringify(value)}`);
}
