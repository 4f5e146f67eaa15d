import type { Measure } from './scene/scene.ts';

/** Measures text in the page's own font, each text once. */
export function measurer(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  let family = '';
  let fresh = false;
  const refresh = (): void => {
    const now = getComputedStyle(document.body).fontFamily;
    if (now !== family) known.clear();
    family = now;
    fresh = true;
    requestAnimationFrame(() => (fresh = false));
  };
  return (text, size) => {
    if (!fresh) refresh();
    const key = `${size} ${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (context === null) return text.length * size * 0.62;
    context.font = `${size}px ${family}`;
    // Screen rendering may be a little wider than the canvas says (hinting, bold names).
    const width = context.measureText(text).width * 1.06 + 0.5;
    if (5000 < known.size) known.clear();
    known.set(key, width);
    return width;
  };
}
