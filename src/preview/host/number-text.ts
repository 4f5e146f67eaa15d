/** A slider's value as a person would write it: without the noise of binary fractions (0.1 + 0.2 is 0.3). */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(12)));
}
