/** A state that only a defect in dex, or in a plugin, can reach. The command line turns it into exit code 70. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** The end of a switch over a union: an unhandled kind does not compile, and throws at run time. */
export function never(value: never): never {
  throw new Bug(`unhandled case: ${JSON.stringify(value)}`);
}
