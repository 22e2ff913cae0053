import * as fs from 'fs';
import * as path from 'path';
import { synthesizeExample } from '../tooling/example';
import { inTemporaryFolder } from '../tooling/temporary-folder';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Check {
  readonly name: string;
  readonly from: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  readonly expect: string;
}

/** The table of checks is JSON within JSON; here it is a line a check. */
const readable = (checks: string): string[] =>
  (JSON.parse(checks) as Check[]).map(
    ({ name, from, host, port, protocol, expect: expected }) =>
      `${from} -> ${host}:${port} (${protocol}) ${expected}: ${name}`,
  );

/** What differs from machine to machine or with every change of a script, and what only cdktf reads. */
const masked = (value: Json): Json => {
  if (typeof value === 'string') {
    if (value.startsWith('[{')) {
      return readable(value);
    }
    return value.replace(/\b[0-9a-f]{12}$/, 'HASH').replace(/^\/.*(?=\/terraform\.\w+\.tfstate$)/, 'PROJECT');
  }
  if (Array.isArray(value)) {
    return value.map(masked);
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([key]) => key !== '//');
    return Object.fromEntries(entries.map(([key, part]) => [key, masked(part)]));
  }
  return value;
};

test('the example becomes the Terraform that was reviewed', () => {
  inTemporaryFolder((folder) => {
    const stack = synthesizeExample(folder);
    const json = JSON.parse(fs.readFileSync(path.join(stack, 'cdk.tf.json'), 'utf8')) as Json;

    expect(masked(json)).toMatchSnapshot();
  });
});
