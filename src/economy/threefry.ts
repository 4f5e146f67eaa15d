/**
 * Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw 2011, §4.2): a keyed function from a counter to 64 random bits,
 * of whole-number additions, rotations and exclusive ors alone, so that it is the same on every machine.
 */
export function threefry(
  key: readonly [number, number],
  counter: readonly [number, number],
): readonly [number, number] {
  const keys = [key[0] | 0, key[1] | 0, (PARITY ^ key[0] ^ key[1]) | 0];
  let a = (counter[0] + (keys[0] as number)) | 0;
  let b = (counter[1] + (keys[1] as number)) | 0;
  for (let round = 0; round < 20; round++) {
    const turn = ROTATIONS[round % 8] as number;
    a = (a + b) | 0;
    b = ((b << turn) | (b >>> (32 - turn))) ^ a;
    if (round % 4 !== 3) continue;
    const step = (round + 1) / 4;
    a = (a + (keys[step % 3] as number)) | 0;
    b = (b + (keys[(step + 1) % 3] as number) + step) | 0;
  }
  return [a >>> 0, b >>> 0];
}

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
