import type { DocumentLink } from 'vscode-languageserver';
import { isProblem } from '../tables/table.ts';
import { rangeOfToken } from './navigation.ts';
import type { Snapshot } from './snapshot.ts';
import { tablePaths } from './table-at.ts';

/** The paths of tables open the files that they lead to. */
export function documentLinks(snapshot: Snapshot): readonly DocumentLink[] {
  return tablePaths(snapshot.syntax()).flatMap((place) => {
    const table = snapshot.table(place.path);
    return isProblem(table) ? [] : [{ range: rangeOfToken(snapshot, place), target: table.uri }];
  });
}
