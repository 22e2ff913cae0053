import { DualMtaStackProps, ImageSource, PackageOptions } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway, SynthesizedStack } from '../../tooling/synthesized-stack';

const SOURCE = 'deb [check-valid-until=no] http://archive.example.com/20261101/debian bookworm main';

/** A file of the folder that a container's image is built from. */
const fileOf = (stack: SynthesizedStack, container: string, file: string): string | undefined =>
  stack.files.get(`${stack.imageOf(container).build?.context}/packages/${file}`);

const contexts = (props: Partial<DualMtaStackProps> = {}): (string | undefined)[] =>
  Object.values(synthesizeGateway(props).json.resource.docker_image).map(({ build }) => build?.context);

describe('the packages of images', () => {
  test('are the newest where nothing is said', () => {
    const stack = synthesizeGateway();

    expect(fileOf(stack, 'gateway-mta-rx', 'versions')).toBe('');
    expect(fileOf(stack, 'gateway-mta-rx', 'sources.list')).toBeUndefined();
  });

  test('of a gateway: versions and sources are in what every image is built from, and each image has another name', () => {
    const versions = { tini: '0.19.0-1', 'amavisd-new': '1:2.13.0-3+deb12u1' };
    const packages: PackageOptions = { versions, sources: [SOURCE] };
    const stack = synthesizeGateway({ packages, filter: { clamav: {}, spamAssassin: { ruleUpdates: {} } } });
    const all = [...stack.containers, ...stack.tasks].map(({ name }) => name);
    const before = contexts();

    expect(all).toHaveLength(10);
    for (const container of all) {
      expect(fileOf(stack, container, 'versions')).toBe('amavisd-new 1:2.13.0-3+deb12u1\ntini 0.19.0-1\n');
      expect(fileOf(stack, container, 'sources.list')).toBe(`${SOURCE}\n`);
    }
    expect(contexts({ packages }).filter((context) => before.includes(context))).toEqual([]);
  });

  test('of a gateway: the order in which they are said changes nothing', () => {
    const [one, other] = [
      { tini: '0.19.0-1', m4: '1.4.19-3' },
      { m4: '1.4.19-3', tini: '0.19.0-1' },
    ];

    expect(contexts({ packages: { versions: one } })).toEqual(contexts({ packages: { versions: other } }));
  });

  test('of one part: are in its image, and in that which brings its maps, and in no other', () => {
    const image = ImageSource.fromBaseImage(undefined, { versions: { m4: '1.4.19-3' } });
    const stack = synthesizeGateway({ tx: { image } });
    const chosen = [...stack.containers, ...stack.tasks].filter(
      ({ name }) => fileOf(stack, name, 'versions') === 'm4 1.4.19-3\n',
    );

    expect(chosen.map(({ name }) => name).sort()).toEqual(['gateway-mta-tx', 'gateway-mta-tx-maps']);
    expect(stack.imageOf('gateway-mta-tx').build?.build_args.BASE_IMAGE).toBe('debian:bookworm-slim');
  });
});

const EVERYWHERE = ['', '/MtaRx', '/Filter', '/MtaTx', '/Resolver'].map((part) => `gateway/Gateway${part}`);
const findings = (packages: PackageOptions): string[] => findingsOf({ packages });

describe('the choice of packages is held against the rules:', () => {
  const NAME =
    'a package is named with two or more lower-case letters, digits and . + - and begins with a letter or digit ' +
    '(Debian policy, section 5.6.7). Write a name such as "sendmail-bin".';
  const VERSION =
    'a version begins with a digit, after an epoch and ":" if it has one, and has letters, digits and . + ~ - alone ' +
    '(Debian policy, section 5.6.12). Write a whole version such as "8.17.1.9-2+deb12u2" or "1:2.13.0-3+deb12u1", as ' +
    'dpkg-query shows it.';

  test.each(['Tini', 'x', 'tini:amd64', 'tini=1', 'two names', '-y'])('no package is named %j', (name) => {
    expect(findings({ versions: { [name]: '1' } })).toEqual(
      EVERYWHERE.map((path) => `[${path}] property "packages.versions" is ${JSON.stringify(name)}: ${NAME}`),
    );
  });

  test.each(['', '1.0*', 'latest', '>= 1', '1 2', '1\n2', 'a:1', '/1/'])('no version is %j', (version) => {
    expect(findings({ versions: { tini: version } })).toEqual(
      EVERYWHERE.map((path) => `[${path}] property "packages.versions.tini" is ${JSON.stringify(version)}: ${VERSION}`),
    );
  });

  test.each([
    ['', 'a package source is "deb", options in brackets'],
    ['http://archive.example.com bookworm main', 'a package source is "deb", options in brackets'],
    ['deb http://me:secret@archive.example.com/debian bookworm main', 'secrets enter no image'],
    ['deb http://archive.example.com/debian bookworm main\ndeb x', 'a package source is "deb", options in brackets'],
    ['deb http://archive.example.com/debian', 'a suite and components'],
  ])('no source is %j', (line, rule) => {
    const found = findings({ sources: [line] });

    expect(found).toHaveLength(EVERYWHERE.length);
    expect(found[0]).toContain(`[gateway/Gateway] property "packages.sources[0]" is ${JSON.stringify(line)}: `);
    expect(found[0]).toContain(rule);
  });

  test('an empty list of sources is none', () => {
    expect(findings({ sources: [] })[0]).toBe(
      '[gateway/Gateway] property "packages.sources" is []: there is at least one package source (apt-get(8): what is in ' +
        'none cannot be installed). Write a line, or leave it out for the sources of the base image.',
    );
  });

  test('what Terraform knows only at apply comes too late', () => {
    expect(findings({ versions: { tini: '${var.version}' } })[0]).toContain('property "packages.versions.tini"');
  });

  test('of a part, of the containers beside it and of those that bring maps too', () => {
    const image = ImageSource.fromBaseImage(undefined, { versions: { tini: 'latest' } });
    const pathsOf = (props: Partial<DualMtaStackProps>): string[] =>
      findingsOf(props).map((line) => line.replace(/\].*/, '').slice('[gateway/Gateway/'.length));

    expect(pathsOf({ rx: { mapsImage: image } })).toEqual(['MtaRx']);
    expect(pathsOf({ tx: { mapsImage: image } })).toEqual(['MtaTx']);
    expect(pathsOf({ filter: { mapsImage: image } })).toEqual(['Filter']);
    expect(pathsOf({ filter: { clamav: { freshclamImage: image } } })).toEqual(['Filter/ClamAv']);
    expect(pathsOf({ filter: { spamAssassin: { ruleUpdates: { image } } } })).toEqual(['Filter']);
    expect(pathsOf({ resolver: { image } })).toEqual(['Resolver']);
  });

  test.each(['0.19.0-1', '1:2.13.0-3+deb12u1', '2024.01.01~rc1-1', '3.0.15-1~deb12u1+b1', '2.4-1-1'])(
    'a version is %j',
    (version) => {
      expect(() => synthesizeGateway({ packages: { versions: { tini: version } } })).not.toThrow();
    },
  );
});
