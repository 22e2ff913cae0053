import * as fs from 'fs';
import * as path from 'path';

const PROJECT = path.join(__dirname, '..', '..');
const read = (file: string): string => fs.readFileSync(path.join(PROJECT, file), 'utf8');
const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());

describe('README.md', () => {
  test('shows code that stands in an example, which is compiled', () => {
    const blocks = [...read('README.md').matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);

    expect(blocks).toHaveLength(3);
    expect(lines(read('examples/own-stack/main.ts'))).toEqual(expect.arrayContaining(blocks.flatMap(lines)));
  });

  test('names scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read('README.md').matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);

    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
