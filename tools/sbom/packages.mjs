// @ts-check
// What is installed in an image, as dpkg says there.
import { runOrThrow } from '../setup/program.mjs';

/**
 * @typedef {object} Package a Debian package
 * @property {string} name
 * @property {string} version
 * @property {string} architecture
 * @property {string} source the source package that it was built from
 * @property {string} sourceVersion
 *
 * @typedef {object} ImageContent
 * @property {string} image its name
 * @property {string} id
 * @property {{ id: string, version: string }} system as /etc/os-release names it
 * @property {Package[]} packages
 */

const FIELDS = ['db:Status-Status', 'Package', 'Version', 'Architecture', 'source:Package', 'source:Version'];

/** @param {string} listed what dpkg-query prints @returns {Package[]} by name, those that are installed */
export const installedPackages = (listed) =>
  listed
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([status]) => status === 'installed')
    .map(([, name, version, architecture, source, sourceVersion]) => ({
      name,
      version,
      architecture,
      source,
      sourceVersion,
    }))
    .sort((one, other) => (`${one.name} ${one.architecture}` < `${other.name} ${other.architecture}` ? -1 : 1));

/** @param {string} text of /etc/os-release @returns {{ id: string, version: string }} */
export const systemOf = (text) => {
  const value = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { id: value('ID') || 'debian', version: value('VERSION_ID') };
};

/**
 * Asks an image. Nothing of it is started but the program that answers.
 * @param {string} image its name
 * @param {string} [reference] its id, where the name may be another's by now
 * @returns {Promise<ImageContent>}
 */
export const contentOf = async (image, reference = image) => {
  const ask = async (/** @type {string} */ program, /** @type {string[]} */ ...args) => {
    const alone = ['--rm', '--network', 'none', '--user', '65534', '--entrypoint', program];
    return (await runOrThrow('docker', ['run', ...alone, reference, ...args])).stdout;
  };
  const format = `${FIELDS.map((field) => `\${${field}}`).join('\\t')}\\n`;
  const { stdout: id } = await runOrThrow('docker', ['image', 'inspect', '--format', '{{.Id}}', reference]);
  return {
    image,
    id: id.trim(),
    system: systemOf(await ask('cat', '/etc/os-release')),
    packages: installedPackages(await ask('dpkg-query', '--show', '--showformat', format)),
  };
};

/**
 * The versions to ask for (`packages.versions` of a gateway) to get the same packages again.
 * @param {readonly ImageContent[]} contents
 * @returns {{ versions: Record<string, string>, ambiguous: string[] }} by name; and what has several versions, which are left out
 */
export const versionsOf = (contents) => {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { name, version } of contents.flatMap(({ packages }) => packages))
    found.set(name, (found.get(name) ?? new Set()).add(version));
  const names = [...found.keys()].sort();
  const all = names.map((name) => /** @type {[string, string[]]} */ ([name, [...(found.get(name) ?? [])]]));
  return {
    versions: Object.fromEntries(
      all.filter(([, some]) => some.length === 1).map(([name, [version]]) => [name, version]),
    ),
    ambiguous: all.filter(([, some]) => some.length > 1).map(([name]) => name),
  };
};
