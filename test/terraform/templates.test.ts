import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { escapeTemplate } from '../../lib/writers/terraform';
import { inTemporaryFolder } from '../tooling/temporary-folder';
import { terraformOrThrow } from '../tooling/terraform';

/** The texts that the real Terraform reads in these strings of its JSON. */
const readByTerraform = (strings: readonly string[]): string[] =>
  inTemporaryFolder((folder) => {
    const output = { texts: { value: strings } };
    fs.writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ output }));
    terraformOrThrow(folder, 'apply', '-auto-approve', '-input=false');
    return JSON.parse(terraformOrThrow(folder, 'output', '-json', 'texts')) as string[];
  });

test('Terraform reads exactly the text that was written, whatever it is', () => {
  const special = fc.string({ unit: fc.constantFrom('$', '%', '{', '}', '"', '\\', 'a', ' '), minLength: 1 });
  const words = fc.constantFrom('${client_addr}', '%{ if x }', '$${x}', '%%{x}', '$$${x}', 'R$* $| $={Own}');

  fc.assert(
    fc.property(fc.array(fc.oneof(special, words), { minLength: 200, maxLength: 400 }), (texts) => {
      expect(readByTerraform(texts.map(escapeTemplate))).toEqual(texts);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
