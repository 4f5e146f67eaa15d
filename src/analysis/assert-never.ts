/** The compiler proves that no case is missing; at run time this says which one was. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
