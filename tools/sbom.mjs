// @ts-check
// `npm run sbom [-- [--format spdx|cyclonedx] [FOLDER]]`: the packages in each image of the deployed gateway, a document for
// each container, and `versions.json`, with which the same packages can be asked for again.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inspect } from './docker.mjs';
import { containers, outputsOrThrow } from './gateway.mjs';
import { FORMATS } from './sbom/documents.mjs';
import { contentOf, versionsOf } from './sbom/packages.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, isMain, main } from './setup/main.mjs';
import { PROJECT } from './setup/place.mjs';
import { during, say } from './setup/progress.mjs';

const USAGE = 'npm run sbom [-- [--format spdx|cyclonedx] [FOLDER]]';

/** @param {readonly string[]} args @returns {{ format: string, folder: string }} */
export const chosen = (args) => {
  const [first, second, ...rest] = args;
  const [format, folder, further] =
    first === '--format' ? [second ?? '', rest[0], rest.slice(1)] : ['spdx', first, args.slice(1)];
  if (!Object.hasOwn(FORMATS, format)) throw new CommandFailed(`there is no format "${format}"`, USAGE);
  const unknown = folder?.startsWith('-') ? [folder, ...further] : further;
  if (unknown.length > 0) throw new CommandFailed(`unknown argument ${unknown.join(' ')}`, USAGE);
  // npm changes to the project's folder first.
  return { format, folder: path.resolve(process.env.INIT_CWD ?? '.', folder ?? 'sbom') };
};

const sbom = async () => {
  const { format, folder } = chosen(process.argv.slice(2));
  const env = await setUp();
  await outputsOrThrow(env, []);
  const { name, version } = JSON.parse(fs.readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
  fs.mkdirSync(folder, { recursive: true });
  const write = (/** @type {string} */ file, /** @type {object} */ document) => {
    fs.writeFileSync(path.join(folder, file), `${JSON.stringify(document, undefined, 2)}\n`);
    console.log(path.join(folder, file));
  };

  const contents = [];
  for (const { name: container, image } of containers()) {
    const running = await inspect(container);
    if (running === undefined) throw new CommandFailed(`there is no container ${container}`, 'npm run deploy');
    const content = await during(`reading what is in ${image}`, () => contentOf(image, running.Image));
    const making = {
      tool: { name, version },
      created: `${new Date().toISOString().slice(0, 19)}Z`,
      uuid: randomUUID(),
    };
    write(`${container}${FORMATS[format].suffix}`, FORMATS[format].write(content, making));
    contents.push(content);
  }
  const { versions, ambiguous } = versionsOf(contents);
  write('versions.json', versions);
  if (ambiguous.length > 0)
    say(`  not in versions.json, because images have several versions of them: ${ambiguous.join(', ')}`);
  say(`sbom: ${contents.length} images, ${Object.keys(versions).length + ambiguous.length} packages`);
};

if (isMain(import.meta.url)) await main(sbom);
