import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const PROJECT = path.join(__dirname, '..', '..');

/** A TypeScript file of the project, parsed. */
export interface Source {
  /** Relative to the project. */
  readonly file: string;
  readonly parsed: ts.SourceFile;
}

/** All TypeScript files below a folder of the project. */
export const sourcesBelow = (folder: string): Source[] =>
  fs
    .readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name))
    .sort()
    .map((file) => {
      const text = fs.readFileSync(path.join(PROJECT, file), 'utf8');
      return { file, parsed: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) };
    });

/** All nodes of a file. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) {
    yield* nodesOf(child);
  }
}
