import type { Form } from './form.ts';

/** A place where a form cannot be built: a function that is not defined there, or a sum that grows too large. */
export class Obstacle extends Error {
  readonly why: 'undefined' | 'undecided' | 'too-large';
  /** The form whose sign stands in the way. */
  readonly of: Form | null;
  constructor(why: Obstacle['why'], message: string, of: Form | null = null) {
    super(message);
    this.why = why;
    this.of = of;
  }
}
