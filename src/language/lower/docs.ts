import { type AstNode, CstUtils } from 'langium';

/** The doc comment of a statement as plain text; null where there is none. */
export function docOf(node: AstNode): string | null {
  const comment = CstUtils.findCommentNode(node.$cstNode, ['ML_COMMENT'])?.text;
  if (comment === undefined || !comment.startsWith('/**')) return null;
  const lines = comment
    .slice(3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  return lines.join('\n').trim() || null;
}
