/** Primes up to 1,000 and whatever remains, with how often each divides. */
export function factorise(n: bigint): readonly (readonly [bigint, number])[] {
  const factors: [bigint, number][] = [];
  let rest = n;
  for (let p = 2n; p <= 1000n && p * p <= rest; p++) {
    let count = 0;
    while (rest % p === 0n) {
      rest /= p;
      count++;
    }
    if (count > 0) factors.push([p, count]);
  }
  if (rest > 1n) factors.push(perfectPower(rest));
  return factors.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

function perfectPower(n: bigint): [bigint, number] {
  const nearest = Math.round(Math.sqrt(Number(n)));
  if (!Number.isFinite(nearest)) return [n, 1];
  const root = BigInt(nearest);
  return root * root === n ? [root, 2] : [n, 1];
}
