import * as ts from 'typescript';
import { nodesOf, sourcesBelow } from './sources';

/** Texts such as `MtaRx.greeting` in the titles of the tests below folders, with the files that they stand in. */
export const optionsNamedIn = (...folders: string[]): Map<string, string[]> => {
  const named = new Map<string, Set<string>>();
  for (const { file, parsed } of folders.flatMap(sourcesBelow)) {
    for (const node of nodesOf(parsed)) {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
        for (const [, option] of node.text.matchAll(/\b((?:Mta[RT]x|AmavisFilter)\.\w+(?:\.[a-z]\w*)?)/g)) {
          named.set(option, (named.get(option) ?? new Set()).add(file));
        }
      }
    }
  }
  return new Map([...named].map(([option, files]) => [option, [...files]]));
};
