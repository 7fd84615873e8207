/** A value and the JSON pointer of where it was written. */
export interface Located<T> {
  readonly value: T;
  readonly pointer: string;
}
