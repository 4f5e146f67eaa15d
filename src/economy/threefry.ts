/**
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw 2011, §4.2): a keyed function from a counter to 64 random bits,
 * of whole-number additions, rotations and exclusive ors alone, so that it is the same on every machine.
 */
export function threefry(
  key: readonly [number, number],
  counter: readonly [number, number],
): readonly [number, number] {
  const bits = new Int32Array(2);
  threefryInto(bits, key[0], key[1], counter[0], counter[1]);
  return [(bits[0] as number) >>> 0, (bits[1] as number) >>> 0];
}

/** The same bits into the first two places of an array, without anything to collect: for long columns. */
export function threefryInto(bits: Int32Array, key0: number, key1: number, counter0: number, counter1: number): void {
  const key2 = PARITY ^ key0 ^ key1;
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;
  // Twenty rounds: four times five, the rotations by turns, a part of the key after every fourth.
  for (let step = 1; step <= 5; step++) {
    const odd = step & 1;
    a = (a + b) | 0;
    b = rotated(b, odd ? 13 : 17) ^ a;
    a = (a + b) | 0;
    b = rotated(b, odd ? 15 : 29) ^ a;
    a = (a + b) | 0;
    b = rotated(b, odd ? 26 : 16) ^ a;
    a = (a + b) | 0;
    b = rotated(b, odd ? 6 : 24) ^ a;
    a = (a + keyAt(step % 3, key0, key1, key2)) | 0;
    b = (b + keyAt((step + 1) % 3, key0, key1, key2) + step) | 0;
  }
  bits[0] = a;
  bits[1] = b;
}

const PARITY = 0x1bd11bda;

function rotated(bits: number, turn: number): number {
  return (bits << turn) | (bits >>> (32 - turn));
}

function keyAt(index: number, key0: number, key1: number, key2: number): number {
  return index === 0 ? key0 : index === 1 ? key1 : key2;
}
