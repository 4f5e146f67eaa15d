interface Queue {
  top(): { readonly index: number; readonly bound: number } | null;
  pop(): void;
  push(index: number, bound: number): void;
}

/** A binary heap, the highest bound on top. */
export function queueOf(): Queue {
  const heap: { readonly index: number; readonly bound: number }[] = [];
  const at = (k: number): number => heap[k]?.bound ?? Number.NEGATIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  const sink = (from: number): void => {
    for (let k = from; ; ) {
      const child = at(2 * k + 1) >= at(2 * k + 2) ? 2 * k + 1 : 2 * k + 2;
      if (child >= heap.length || at(child) <= at(k)) return;
      swap(child, k);
      k = child;
    }
  };
  return {
    top: () => heap[0] ?? null,
    pop() {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      sink(0);
    },
    push(index, bound) {
      heap.push({ index, bound });
      for (let k = heap.length - 1; k > 0; ) {
        const parent = (k - 1) >> 1;
        if (at(parent) >= at(k)) return;
        swap(parent, k);
        k = parent;
      }
    },
  };
}
