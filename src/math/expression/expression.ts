import type { Rational } from '../rational/rational.ts';

/** Where a node came from: an opaque number that only `language` maps back to text. */
export type Origin = number;

/** The functions of the language. `pow(x, y)` is written as a `power` node, not as a call. */
export type FunctionName = 'sqrt' | 'exp' | 'ln' | 'log10' | 'abs' | 'min' | 'max' | 'sin' | 'cos' | 'tanh' | 'sigmoid';

export type ConstantName = 'pi' | 'e';

export type BinaryOperator = 'add' | 'subtract' | 'multiply' | 'divide' | 'power';

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==';

/** A formula: a readonly tree (lets and funs are already written out, so sub-trees may be shared). */
export type Expression =
  | { readonly kind: 'number'; readonly value: Rational; readonly origin?: Origin }
  | { readonly kind: 'constant'; readonly name: ConstantName; readonly origin?: Origin }
  | { readonly kind: 'name'; readonly name: string; readonly origin?: Origin }
  | { readonly kind: 'negate'; readonly operand: Expression; readonly origin?: Origin }
  | { readonly kind: BinaryOperator; readonly left: Expression; readonly right: Expression; readonly origin?: Origin }
  | {
      readonly kind: 'call';
      readonly function: FunctionName;
      readonly arguments: readonly Expression[];
      readonly origin?: Origin;
    }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly then: Expression;
      readonly else: Expression;
      readonly origin?: Origin;
    };

export type Condition =
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly origin?: Origin;
    }
  | {
      readonly kind: 'near';
      readonly left: Expression;
      readonly right: Expression;
      readonly within: Rational | null;
      readonly origin?: Origin;
    }
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly from: Expression;
      readonly to: Expression;
      readonly origin?: Origin;
    }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition; readonly origin?: Origin }
  | { readonly kind: 'not'; readonly operand: Condition; readonly origin?: Origin };
