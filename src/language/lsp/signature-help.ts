import type { Position, SignatureHelp } from 'vscode-languageserver';
import { type Declaration, ownTokens } from './declarations.ts';
import { libraryFunction, librarySnapshot } from './library-names.ts';
import { visibleAt } from './names.ts';
import type { Snapshot } from './snapshot.ts';
import type { Token } from './tokens.ts';
import { FUNCTION_HELP, type FunctionHelp, MEASURE_HELP } from './words.ts';

/** The arguments of the innermost call around the cursor. */
export function signatureHelp(snapshot: Snapshot, position: Position): SignatureHelp | null {
  const offset = snapshot.document.offsetAt(position);
  const { tokens } = snapshot.syntax();
  const before = tokens.filter(({ end }) => end <= offset);
  const call = innermostCall(before);
  const help = call && signatureOf(snapshot, call.name, offset);
  if (!call || !help) return null;
  const label = `${call.name.text}(${help.parameters.join(', ')})`;
  const activeParameter = Math.min(call.commas, help.parameters.length - 1);
  return {
    signatures: [
      { label, documentation: help.help, parameters: help.parameters.map((parameter) => ({ label: parameter })) },
    ],
    activeSignature: 0,
    activeParameter,
  };
}

function innermostCall(before: readonly Token[]): { readonly name: Token; readonly commas: number } | null {
  let depth = 0;
  let commas = 0;
  for (let i = before.length - 1; 0 <= i; i -= 1) {
    const text = before[i]?.text;
    const name = before[i - 1];
    if (text === '{' || text === '}') return null;
    if (text === ')') depth += 1;
    else if (text === ',' && depth === 0) commas += 1;
    else if (text === '(' && 0 < depth) depth -= 1;
    else if (text === '(') {
      if (name?.kind === 'word') return { name, commas };
      commas = 0;
    }
  }
  return null;
}

export function signatureOf(snapshot: Snapshot, { text }: Token, offset: number): FunctionHelp | null {
  const declared = visibleAt(snapshot.names(), offset).find(({ name, kind }) => name === text && kind === 'fun');
  if (declared !== undefined) return ofDeclared(snapshot, declared);
  if (Object.hasOwn(FUNCTION_HELP, text)) return FUNCTION_HELP[text] ?? null;
  if (Object.hasOwn(MEASURE_HELP, text)) return MEASURE_HELP[text] ?? null;
  const inLibrary = libraryFunction(text);
  return inLibrary && ofDeclared(librarySnapshot(), inLibrary);
}

function ofDeclared(snapshot: Snapshot, { statement, doc }: Declaration): FunctionHelp {
  const own = ownTokens(snapshot.syntax(), statement).map(({ token }) => token);
  const close = own.findIndex((token) => token.text === ')');
  const parameters = own.slice(3, close < 0 ? own.length : close).filter(({ kind }) => kind === 'word');
  return { parameters: parameters.map((token) => token.text), help: doc ?? 'A formula of this file.' };
}
