import * as fc from 'fast-check';
import { writeShellVariables } from '../../../lib/writers/shell';
import { runOrThrow } from '../../tooling/program';

/** What the real sh reads in variables with these values. */
const readByShell = (values: readonly string[]): string[] => {
  const variables = Object.fromEntries(values.map((value, index) => [`V${index}`, value]));
  const print = values.map((_, index) => `printf '%s\\0' "$V${index}"\n`).join('');
  const script = writeShellVariables(variables) + print;
  return runOrThrow('sh', ['-eu'], { input: script }).split('\0').slice(0, -1);
};

describe('variables for a shell script', () => {
  test('are one line each, in single quotes', () => {
    expect(writeShellVariables({ PORTS: '25 587', NAME: "it's" })).toBe(`PORTS='25 587'\nNAME='it'\\''s'\n`);
  });

  test('have in the real sh exactly the value that was written, whatever it is', () => {
    const special = fc.string({
      unit: fc.constantFrom("'", '\\', '$', '`', '"', '(', ')', ';', '#', '\n', '~', '*', '!', 'x'),
    });
    const any = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));

    fc.assert(
      fc.property(fc.array(fc.oneof(special, any), { minLength: 40, maxLength: 80 }), (values) => {
        expect(readByShell(values)).toEqual(values);
      }),
      { numRuns: 20 },
    );
  });
});
