/**
 * Formulas of the sweep that are decided rightly, but whose certificates the checker does not see through: it asks for the
 * sign of a second derivative on a whole stretch, and there finds it too flat, or a kink too near, for what it can do.
 */
export const REFUSED: ReadonlySet<string> = new Set([
  // The curvature fades, or grows, by many powers of ten along the stretch.
  'exp(-(1 - exp(-(x/4)^5)))',
  'x/sqrt(2.8 + x^2) + 1.4*(1/(1 + exp(-x)) - 1/(1 + exp(-5*x)))',
  'sigmoid(exp(-((x - 3)/2)^2))',
  'exp(-(2*exp(-1*exp(-3*x))))',
  // It vanishes, or has no bound, at an end where two broken powers meet.
  'max((sqrt(2) - sqrt(x))^2, 0.7*sqrt(1 - (x/2)^2))',
  '-8*x^2 + 1.25*x + 1e-9*(sqrt(x*sin(x)))',
  '(1 - exp(-0.8*x))^2.7 - 0.2*(6*x^5 - 15*x^4 + 10*x^3)',
  '1/(1 + ((sqrt(8) - sqrt(x))^2)^2)',
  'sqrt(1.92*(1 - (x/100)^5)^4)',
  // Two branches touch without crossing.
  'min((if x <= 2 then x^2 else 4*x - 4), x*sin(x))',
  'max(0.64*sqrt(1 - (x/4)^2), (x - 4)*(x + 2.9))',
  'max(x^0.67/(x^0.67 + (1 - x)^0.67), abs(x)*x)',
  'max(max(x^2, 2.1 + 2*x), ln(exp(4*x) + 1.4))',
  // The gap of a chord is known to a tenth only.
  '-1.45*x^5 + 3*x^4 + 0.22*x^3 + 1.25*x^2 + 1.5*x + 1/(1 + ((100^3 - y^3)^3)^2) + max(exp(-z), 2.7 - z)',
]);
