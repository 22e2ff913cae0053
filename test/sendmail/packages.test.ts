/**
 * @jest-environment ./test/tooling/sbom-environment.mjs
 */
import { PackageOptions } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { errorOfBuilding } from '../tooling/error-of-building';
import { buildGatewayImage } from '../tooling/gateway-image';
import { runOrThrow } from '../tooling/program';
import { ImageContent, sbom } from '../tooling/sbom';

/** The versions of a package that the base image's sources have, oldest first. */
const versionsIn = (packageName: string): string[] => {
  const ask = `apt-get update -q > /dev/null && apt-cache madison ${packageName} | cut -d '|' -f 2`;
  const sort = "sed 's/ //g' | sort -uV";
  return runOrThrow('docker', ['run', '--rm', 'debian:bookworm-slim', 'sh', '-c', `{ ${ask}; } | ${sort}`])
    .trim()
    .split('\n');
};

const versionsOf = ({ packages }: ImageContent): Record<string, string> =>
  Object.fromEntries(packages.map(({ name, version }) => [name, version]));

describe('the packages of an image', () => {
  const images: ContainerImage[] = [];
  const build = (packages?: PackageOptions): ContainerImage => {
    const image = buildGatewayImage('mta-rx', { packages });
    images.push(image);
    return image;
  };
  // One that the image asks for, one that this needs, one of the base image, and one that it does not need.
  let asked: Record<string, string>;
  let image: ContainerImage;
  let content: ImageContent;

  beforeAll(async () => {
    const [openssl, liblzma, unbound] = ['openssl', 'liblzma5', 'unbound'].map(versionsIn);
    asked = { openssl: openssl[0], libssl3: openssl[0], liblzma5: liblzma[0], unbound: unbound[0] };
    image = build({ versions: asked });
    content = await sbom.contentOf(image.tag);
  });

  afterAll(() => images.forEach((one) => one.remove()));

  test('have the versions that were asked for, and what was asked for in vain is not there', () => {
    const { unbound, ...needed } = asked;

    expect(unbound).toMatch(/^\d/);
    expect(versionsOf(content)).toMatchObject(needed);
    expect(versionsOf(content)).not.toHaveProperty('unbound');
  });

  test('are listed as dpkg lists them', () => {
    const own = image.shell("dpkg-query -W -f '${Package} ${Version} ${Architecture}\\n'").stdout.trim().split('\n');

    expect(own.length).toBeGreaterThan(100);
    expect(content.packages.map(({ name, version, architecture }) => `${name} ${version} ${architecture}`)).toEqual(
      own.sort(),
    );
    expect(content).toMatchObject({ image: image.tag, system: { id: 'debian', version: '12' } });
    expect(content.packages.find(({ name }) => name === 'libssl3')).toMatchObject({ source: 'openssl' });
  });

  test('are the same again where the versions of the list are asked for', async () => {
    const { versions, ambiguous } = sbom.versionsOf([content]);
    const again = await sbom.contentOf(build({ versions }).tag);

    expect(ambiguous).toEqual([]);
    expect(again.id).not.toBe(content.id);
    expect(again.packages).toEqual(content.packages);
  });

  test('that cannot be had stop the build, which says which, and what there is', () => {
    const said = errorOfBuilding('mta-rx', { packages: { versions: { openssl: '0.9-1', sendmial: '8.17-1' } } });
    const has = versionsIn('openssl');

    expect(said).toContain(`install: ERROR: openssl: version 0.9-1 was asked for, ${has.at(-1)} is installed; `);
    for (const version of has) {
      expect(said).toMatch(
        new RegExp(`ERROR: openssl: .*the package sources have .*${version.replace(/[.+]/g, '\\$&')}`),
      );
    }
    expect(said).toContain(
      'install: ERROR: sendmial: version 8.17-1 was asked for, none is installed; the package sources have no package of this name',
    );
  });

  test('that come from sources of one own come from these alone', () => {
    const sources = ['deb [trusted=yes] file:/nowhere bookworm main'];

    expect(errorOfBuilding('mta-rx', { packages: { sources } })).toContain('file:/nowhere');
  });
});
