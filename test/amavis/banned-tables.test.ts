import * as fs from 'fs';
import * as path from 'path';
import { BannedRule, RecipientPolicy } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

const SCRIPT = fs.readFileSync(path.join(__dirname, '../tooling/banned-for.pl'), 'utf8');

const EXE = ['application/octet-stream', '.exe', 'setup.exe'];
const RPM = ['application/octet-stream', '.rpm', 'package.rpm'];

describe("amavisd's own tables, with its own settings", () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('filter', {
      filter: {
        policies: [
          RecipientPolicy.of("o'brien@example.com", { bannedFiles: [] }),
          RecipientPolicy.of('example.com', { bannedFiles: [BannedRule.extensions('rpm')] }),
        ],
        submissionPolicy: { bannedFiles: [BannedRule.contentType('rpm')] },
      },
    });
  });

  afterAll(() => image?.remove());

  const answer = (bank: string, recipient: string, attributes: readonly string[]): string =>
    image.run(['perl', '-T', '-', bank, recipient, ...attributes], { input: SCRIPT, options: ['--user', 'amavis'] })
      .said;

  test.each([
    ['jim@other.example', 'forbidden', 'let through'],
    ["o'brien@example.com", 'let through', 'let through'],
    ["O'Brien+x@example.com", 'let through', 'let through'],
    ['jim@example.com', 'let through', 'forbidden'],
  ])('AmavisFilter.policies.bannedFiles: for %s a program is %s, and a package %s', (recipient, program, archive) => {
    expect([answer('', recipient, EXE), answer('', recipient, RPM)]).toEqual([`${program}\n`, `${archive}\n`]);
  });

  test('AmavisFilter.submissionPolicy.bannedFiles: count for mail of our own users, whoever gets it', () => {
    expect(answer('ORIGINATING', 'jim@some.com', RPM)).toBe('forbidden\n');
    expect(answer('ORIGINATING', 'jim@some.com', EXE)).toBe('let through\n');
  });
});
