/** Where the library can be opened and read. */
export const LIBRARY_URI = 'econ-library:/standard.econ';

/** Curves that many models use, written in the language itself. Always visible; a fun of the same name in a file wins. */
export const LIBRARY_TEXT = `// The library: curves that many models use. They can be called by name in every file.

/** Constant elasticity of substitution of two amounts: rho = 1 adds them, rho towards -infinity takes the lesser. */
fun ces(x, y, rho) = (x^rho + y^rho)^(1/rho)

/** Cobb and Douglas: the share of x in what is spent on both. */
fun cobb_douglas(x, y, share) = x^share * y^(1 - share)

/** Leontief: as much as the scarcer of the two allows. */
fun leontief(x, y) = min(x, y)

/** Perfect substitutes: a units of x do what b units of y do. */
fun substitutes(x, y, a, b) = x/a + y/b

/** Hill: from 0 towards 1, half way at \`half\`, S-shaped where n > 1. */
fun hill(x, half, n) = x^n / (half^n + x^n)

/** Michaelis and Menten: from 0 towards 1, half way at \`half\`, with ever smaller returns. */
fun saturating(x, half) = x / (half + x)

/** Logistic: from 0 towards 1, half way at \`middle\`. */
fun logistic(x, middle, steepness) = sigmoid(steepness * (x - middle))

/** A quarter of an ellipse: bowed outward. */
fun ellipse(x, width, height) = height * sqrt(1 - (x/width)^2)

/** From (0, height) to (width, 0): bowed outward where k > 1, straight at 1, bowed inward below. */
fun power_curve(x, width, height, k) = height * (1 - (x/width)^k)^(1/k)

/** From (0, height) to (width, 0) in a straight line. */
fun straight(x, width, height) = height * (1 - x/width)

/** Nothing until the set-up cost is paid, then one for one. */
fun set_up(x, cost) = max(0, x - cost)

/** Towards \`top\`, each step closing the same fraction of what is left. */
fun diminishing(x, top, rate) = top * (1 - exp(-rate * x))

/** x, but at least \`low\` and at most \`high\`. */
fun clamp(x, low, high) = min(max(x, low), high)
`;
