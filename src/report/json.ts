/** JSON of the interfaces: infinite numbers are the strings "Infinity" and "-Infinity", what has no value is null, never NaN. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, written, indent);
}

function written(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? null : String(value);
}
