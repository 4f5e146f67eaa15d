/** How high the tree of an operand grows that is being read: long sums and products lean to the left, one level a term. */
export interface Height {
  /** Of what a comma, `then` or `else` has ended. */
  done: number;
  /** Of the comparisons and what `and` and `or` join, of the sum, and of the product being read. */
  condition: number;
  sum: number;
  product: number;
}

export function noHeight(): Height {
  return { done: 0, condition: 0, sum: 0, product: 0 };
}

export function heightOf({ done, condition, sum, product }: Height): number {
  return Math.max(done, condition, sum, product);
}

/** Takes the next operator or separator into account. */
export function grow(height: Height, image: string): void {
  if (image === '*' || image === '/') height.product++;
  else if (image === '+' || image === '-') {
    height.sum = Math.max(height.sum, height.product) + 1;
    height.product = 0;
  } else if (['and', 'or', '<', '<=', '>', '>=', '==', '~=', '..'].includes(image)) {
    Object.assign(height, {
      condition: Math.max(height.condition, height.sum, height.product) + 1,
      sum: 0,
      product: 0,
    });
  } else if (image === 'then' || image === 'else' || image === ',') {
    Object.assign(height, { ...noHeight(), done: heightOf(height) });
  }
}

/** An operand in brackets ends: it is as high as what stands within. */
export function take(height: Height, within: Height): void {
  height.product = Math.max(height.product, heightOf(within) + 2);
}
