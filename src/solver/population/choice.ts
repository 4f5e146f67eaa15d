/**
 * What a member chooses, as a code: an end of a piece by its number (0: where the curve starts), or `INSIDE` + k: the best place of
 * its k-th piece. A mask holds such codes for members who may not choose.
 */
export const INSIDE = 64;
/** In a mask: may choose. */
export const FREE = 254;
/** In a mask: is counted elsewhere. */
export const OUT = 255;
