/**
 * @jest-environment ./test/tooling/sbom-environment.mjs
 */
import { ImageContent, InstalledPackage, Making, sbom } from '../../tooling/sbom';

const MAKING: Making = {
  tool: { name: 'cdktf-dual-mta', version: '0.1.0' },
  created: '2026-11-29T10:00:00Z',
  uuid: '3e671687-395b-41f5-a30f-a58921a69b79',
};
const AMAVIS: InstalledPackage = {
  name: 'amavisd-new',
  version: '1:2.13.0-3+deb12u1',
  architecture: 'all',
  source: 'amavisd-new',
  sourceVersion: '1:2.13.0-3+deb12u1',
};
const LIBSTDCXX: InstalledPackage = {
  name: 'libstdc++6',
  version: '12.2.0-14~x1',
  architecture: 'amd64',
  source: 'gcc-12',
  sourceVersion: '12.2.0-14',
};
const CONTENT: ImageContent = {
  image: 'gateway-filter:0123456789ab',
  id: `sha256:${'a'.repeat(64)}`,
  system: { id: 'debian', version: '12' },
  packages: [AMAVIS, LIBSTDCXX],
};

const contentWith = (versions: Readonly<Record<string, string>>): ImageContent => ({
  ...CONTENT,
  packages: Object.entries(versions).map(([name, version]) => ({ ...AMAVIS, name, version })),
});

describe('what is in an image', () => {
  test('is what dpkg calls installed, by name', () => {
    const listed = [
      'installed\ttini\t0.19.0-1+b3\tamd64\ttini\t0.19.0-1',
      'config-files\texim4\t4.96-15\tall\texim4\t4.96-15',
      'installed\tm4\t1.4.19-3\tamd64\tm4\t1.4.19-3',
    ].join('\n');

    expect(sbom.installedPackages(`${listed}\n`)).toEqual([
      { name: 'm4', version: '1.4.19-3', architecture: 'amd64', source: 'm4', sourceVersion: '1.4.19-3' },
      { name: 'tini', version: '0.19.0-1+b3', architecture: 'amd64', source: 'tini', sourceVersion: '0.19.0-1' },
    ]);
  });

  test('is of a system, as it calls itself', () => {
    const text = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\nID_LIKE=other\n';

    expect(sbom.systemOf(text)).toEqual({ id: 'debian', version: '12' });
  });

  test('is named by package URLs, in which what is special is encoded and ":" is not', () => {
    expect(CONTENT.packages.map((one) => sbom.packageUrl(CONTENT, one))).toEqual([
      'pkg:deb/debian/amavisd-new@1:2.13.0-3%2Bdeb12u1?arch=all&distro=debian-12',
      'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14~x1?arch=amd64&distro=debian-12',
    ]);
  });
});

describe('a document in SPDX 2.3', () => {
  const document = sbom.FORMATS.spdx.write(CONTENT, MAKING) as {
    readonly packages: Record<string, unknown>[];
    readonly relationships: Record<string, string>[];
  } & Record<string, unknown>;

  test('has what every document must have', () => {
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: CONTENT.image,
      documentNamespace: `urn:uuid:${MAKING.uuid}`,
      creationInfo: { created: MAKING.created, creators: ['Tool: cdktf-dual-mta-0.1.0'] },
    });
  });

  test('has the image, and each package with version, source, URL and what every package must have', () => {
    const [image, ...packages] = document.packages;

    expect(image).toMatchObject({ name: CONTENT.image, versionInfo: CONTENT.id, primaryPackagePurpose: 'CONTAINER' });
    expect(packages).toHaveLength(2);
    expect(packages[1]).toEqual({
      SPDXID: 'SPDXRef-Package-libstdc.plus..plus.6-amd64',
      name: 'libstdc++6',
      versionInfo: '12.2.0-14~x1',
      sourceInfo: 'built package from: gcc-12 12.2.0-14',
      filesAnalyzed: false,
      downloadLocation: 'NOASSERTION',
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: sbom.packageUrl(CONTENT, LIBSTDCXX),
        },
      ],
    });
  });

  test('says which package is in the image, by identifiers that are allowed and there once', () => {
    const ids = document.packages.map(({ SPDXID }) => SPDXID);

    expect(ids.every((id) => /^SPDXRef-[A-Za-z0-9.-]+$/.test(String(id)))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.relationships).toEqual([
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: ids[0] },
      { spdxElementId: ids[0], relationshipType: 'CONTAINS', relatedSpdxElement: ids[1] },
      { spdxElementId: ids[0], relationshipType: 'CONTAINS', relatedSpdxElement: ids[2] },
    ]);
  });
});

describe('a document in CycloneDX 1.5', () => {
  const document = sbom.FORMATS.cyclonedx.write(CONTENT, MAKING) as {
    readonly components: { readonly 'bom-ref': string }[];
  } & Record<string, unknown>;

  test('has what every document must have, and the image', () => {
    expect(document).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      serialNumber: `urn:uuid:${MAKING.uuid}`,
      version: 1,
      metadata: {
        timestamp: MAKING.created,
        tools: { components: [{ type: 'application', name: 'cdktf-dual-mta', version: '0.1.0' }] },
        component: { type: 'container', name: CONTENT.image, version: CONTENT.id },
      },
    });
  });

  test('has each package with version, source and URL', () => {
    expect(document.components).toHaveLength(2);
    expect(document.components[0]).toEqual({
      type: 'library',
      'bom-ref': sbom.packageUrl(CONTENT, AMAVIS),
      name: 'amavisd-new',
      version: '1:2.13.0-3+deb12u1',
      purl: sbom.packageUrl(CONTENT, AMAVIS),
      properties: [
        { name: 'debian:architecture', value: 'all' },
        { name: 'debian:source', value: 'amavisd-new' },
        { name: 'debian:source-version', value: '1:2.13.0-3+deb12u1' },
      ],
    });
  });

  test('says which package is in the image', () => {
    const refs = document.components.map((component) => component['bom-ref']);

    expect(document.dependencies).toEqual([{ ref: CONTENT.id, dependsOn: refs }]);
  });
});

test.each(['spdx', 'cyclonedx'] as const)(
  'two documents of one image in %s differ in time and number alone',
  (format) => {
    const write = (making: Making): object => sbom.FORMATS[format].write(CONTENT, making);
    const later = { ...MAKING, created: '2026-11-30T10:00:00Z', uuid: '00000000-0000-4000-8000-000000000000' };
    const text = JSON.stringify(write(later));

    expect(text).not.toBe(JSON.stringify(write(MAKING)));
    expect(text.replaceAll(later.created, MAKING.created).replaceAll(later.uuid, MAKING.uuid)).toBe(
      JSON.stringify(write(MAKING)),
    );
  },
);

describe('the versions to ask for again', () => {
  test('are those of all images together, by name', () => {
    expect(sbom.versionsOf([contentWith({ tini: '1' }), contentWith({ m4: '2', tini: '1' })])).toEqual({
      versions: { m4: '2', tini: '1' },
      ambiguous: [],
    });
  });

  test('lack what images have in several versions, and name it', () => {
    expect(sbom.versionsOf([contentWith({ tini: '1', m4: '2' }), contentWith({ tini: '3' })])).toEqual({
      versions: { m4: '2' },
      ambiguous: ['tini'],
    });
  });
});

describe('npm run sbom', () => {
  test.each([
    [[], 'spdx', /\/sbom$/],
    [['/srv/list'], 'spdx', /^\/srv\/list$/],
    [['--format', 'cyclonedx'], 'cyclonedx', /\/sbom$/],
    [['--format', 'spdx', '/srv/list'], 'spdx', /^\/srv\/list$/],
  ])('%j: format and folder', (args, format, folder) => {
    expect(sbom.chosen(args)).toEqual({ format, folder: expect.stringMatching(folder) as string });
  });

  test.each([
    [['--format'], 'there is no format ""'],
    [['--format', 'toString'], 'there is no format "toString"'],
    [['--json'], 'unknown argument --json'],
    [['one', 'two'], 'unknown argument two'],
    [['--format', 'spdx', 'one', '--json'], 'unknown argument --json'],
  ])('%j is refused', (args, message) => {
    expect(() => sbom.chosen(args)).toThrow(message);
  });
});
