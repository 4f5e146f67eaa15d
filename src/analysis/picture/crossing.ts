/**
 * Where a function that changes its sign once between `low` and `high` does so: the end of the last bracket on the side
 * of `high`. Regula falsi with the Illinois step (Dowell and Jarratt 1971), halving where that does not shrink the bracket.
 * An infinite or undefined value counts by the sign that its end has.
 */
export function crossing(value: (t: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [va, vb] = [value(a), value(b)];
  const rising = va <= vb || Number.isNaN(va);
  const close = 1e-14 * Math.max(Math.abs(low), Math.abs(high), 1e-300);
  for (let step = 0; step < 120 && close < b - a; step++) {
    const width = b - a;
    const chord = b - (vb * width) / (vb - va);
    const t = step % 3 === 2 || !(a < chord && chord < b) ? a + width / 2 : chord;
    if (t <= a || b <= t) break;
    const vt = value(t);
    if (vt === 0) return t;
    if (rising ? 0 < vt : !(0 < vt)) {
      [b, vb] = [t, vt];
      va /= 2;
    } else {
      [a, va] = [t, vt];
      vb /= 2;
    }
  }
  return b;
}
