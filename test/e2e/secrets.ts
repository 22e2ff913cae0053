import * as fs from 'fs';
import * as path from 'path';
import { gzipSync } from 'zlib';
import { AppliedStack } from '../tooling/applied-stack';
import { foundIn } from '../tooling/byte-search';
import { ContainerImage } from '../tooling/container-image';
import { docker } from '../tooling/engine';
import { runProgram } from '../tooling/program';
import { SecretBytes } from '../tooling/secret-bytes';
import { inTemporaryFolder } from '../tooling/temporary-folder';
import { inspect } from './engine';

/** A deployed stack that knows what nobody may find. */
export interface WithSecrets extends AppliedStack {
  readonly secretBytes: SecretBytes[];
  /** The folder of the host with the folders that are mounted. */
  readonly secretsFolder: string;
}

const HOST_NAME = 'gateway.example.com';

/** All layers of images, also what a later layer takes away. */
const save = (images: readonly string[]): Buffer =>
  inTemporaryFolder((folder) => {
    const file = path.join(folder, 'images.tar');
    docker('save', '--output', file, ...images);
    return fs.readFileSync(file);
  });

/** Command lines and environments of all processes of a container: only who has more rights than they have may read them. */
const processesOf = (container: string): string => {
  const rights = ['--user', '0', '--cap-add', 'SYS_PTRACE', '--security-opt', 'apparmor=unconfined'];
  const beside = ['--rm', '--network', 'none', '--pid', `container:${container}`, ...rights];
  const read = [
    '--entrypoint',
    'sh',
    'debian:bookworm-slim',
    '-c',
    'cat /proc/1/environ /proc/[0-9]*/environ /proc/[0-9]*/cmdline',
  ];
  const { said, stdout } = runProgram('docker', ['run', ...beside, ...read]);
  const complaints = said.slice(stdout.length);
  // Others may have ended before they are read.
  if (stdout === '' || complaints.includes('/proc/1/environ')) {
    throw new Error(`${container}: the environment of its first process cannot be read: ${complaints}`);
  }
  return stdout;
};

/** Where they could have come to: each place with something that is there, so that nobody searches where nothing is. */
const placesOf = (stack: WithSecrets): [string, string, () => string | Buffer][] => {
  const containers = (): string[] => stack.namesOf('docker_container');
  const images = (): string[] => stack.namesOf('docker_image');
  const running = (): string[] => containers().filter((container) => inspect(container).State.Running);
  return [
    ['what was synthesized, the logs of building, the state file', HOST_NAME, () => stack.synthesizedAndState],
    ["Terraform's outputs", HOST_NAME, () => JSON.stringify(stack.outputs)],
    ['what Terraform shows of the state', HOST_NAME, () => stack.showState()],
    ['what Terraform shows of a plan', HOST_NAME, () => stack.showPlanOfReplacing()],
    ["the engine's words about containers", HOST_NAME, () => docker('inspect', ...containers())],
    ["the engine's words about images", '/usr/lib/dual-mta/', () => docker('image', 'inspect', ...images())],
    [
      "the engine's words about what images were made by",
      'compile-config',
      () =>
        images()
          .map((image) => docker('history', '--no-trunc', image))
          .join(''),
    ],
    [
      "the engine's words about volumes",
      'mqueue-rx',
      () => docker('volume', 'inspect', ...stack.namesOf('docker_volume')),
    ],
    [
      "the engine's words about networks",
      'scan-in',
      () => docker('network', 'inspect', ...stack.namesOf('docker_network')),
    ],
    [
      'logs',
      HOST_NAME,
      () =>
        containers()
          .map((name) => runProgram('docker', ['logs', name]).said)
          .join(''),
    ],
    ['command lines and environments of processes', HOST_NAME, () => running().map(processesOf).join('')],
    ['the layers of images', HOST_NAME, () => save(images())],
  ];
};

export const secrets = (stack: WithSecrets): void => {
  test.each(placesOf(stack))('are not in %s, where %s is', (_, control, read) => {
    const place = Buffer.from(read());
    const known = { of: 'what is there', bytes: Buffer.from(control) };

    expect(foundIn(place, [known, ...stack.secretBytes]).map(({ of }) => of)).toEqual([known.of]);
  });

  test('would be found where they are: in every file that is mounted', () => {
    const mounted = [
      '--rm',
      '--network',
      'none',
      '--volume',
      `${stack.secretsFolder}:/secrets:ro`,
      '--workdir',
      '/secrets',
    ];
    const read = ['debian:bookworm-slim', 'sh', '-c', 'for file in */*; do echo "$file $(base64 -w 0 "$file")"; done'];
    const files = docker('run', ...mounted, ...read)
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    const harmless = files.filter(
      ([, base64]) => foundIn(Buffer.from(base64, 'base64'), stack.secretBytes).length === 0,
    );

    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(harmless.map(([file]) => file)).toEqual(['certificate/certificate.pem']);
  });

  test('would be found in an image: also what a later layer has taken away, and what is packed', () => {
    const [plain, packed] = ['one secret', 'another secret'].map((of) => ({ of, bytes: Buffer.from(of.repeat(9)) }));
    const image = inTemporaryFolder((folder) => {
      const steps = ['ARG BASE_IMAGE', 'FROM ${BASE_IMAGE}', 'COPY plain packed /', 'RUN rm /plain /packed'];
      fs.writeFileSync(path.join(folder, 'Dockerfile'), `${steps.join('\n')}\n`);
      fs.writeFileSync(path.join(folder, 'plain'), plain.bytes);
      fs.writeFileSync(path.join(folder, 'packed'), gzipSync(packed.bytes));
      return ContainerImage.build(folder);
    });
    try {
      expect(foundIn(save([image.tag]), [plain, packed])).toEqual([plain, packed]);
    } finally {
      image.remove();
    }
  });
};
