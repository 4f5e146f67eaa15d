import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Mark, Scene } from './scene.ts';

/** A scene as SVG. Every mark has a class; colours, dashes and widths are the style sheet's. */
export function renderScene(scene: Scene, id: string): TemplateResult {
  const { width, height, title, description } = scene;
  return html`<svg
    class="scene"
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-description"
  >
    <title id="${id}-title">${title}</title>
    <desc id="${id}-description">${description}</desc>
    ${scene.marks.map(renderMark)}
  </svg>`;
}

function renderMark(mark: Mark): TemplateResult {
  switch (mark.kind) {
    case 'path':
      return svg`<path class=${mark.class} d=${mark.d}></path>`;
    case 'dot':
      return svg`<circle class=${mark.class} cx=${mark.x} cy=${mark.y} r=${mark.r}></circle>`;
    case 'rect':
      return svg`<rect class=${mark.class} x=${mark.box.x} y=${mark.box.y} width=${mark.box.width}
        height=${mark.box.height} fill=${mark.fill ?? nothing}>${mark.hint === undefined ? nothing : svg`<title>${mark.hint}</title>`}</rect>`;
    case 'text':
      return svg`<text class=${mark.class} x=${mark.x} y=${mark.y} text-anchor=${mark.anchor} font-size=${mark.size}
        dominant-baseline="central">${mark.text}${mark.hint === undefined ? nothing : svg`<title>${mark.hint}</title>`}</text>`;
    default:
      return mark satisfies never;
  }
}
