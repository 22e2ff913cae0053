import { DkimKey, SecretDirectory } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { newKey } from '../tooling/dkim-peer';
import { eventually } from '../tooling/eventually';
import { MapsVolume } from '../tooling/maps-volume';
import { runOrThrow } from '../tooling/program';
import { argumentsOf, RunningContainer } from '../tooling/running-container';
import { SecretVolume } from '../tooling/secret-volume';
import { buildImageOf } from '../tooling/stack-image';
import { SynthesizedStack, synthesizeGateway } from '../tooling/synthesized-stack';

const NAME = 'gateway-filter';
const FILE = '2026a._domainkey.example.com.pem';
const PATH = `/run/secrets/dkim/${FILE}`;
const GOOD = newKey();
const encrypted = (): string =>
  runOrThrow('openssl', ['rsa', '-aes128', '-passout', 'pass:secret', '-traditional'], { input: GOOD });
const MUST =
  'it must be an RSA key in PEM, of 1024 bits or more and without a pass phrase: openssl genrsa -out FILE 2048\n';

describe('the filter that signs', () => {
  let stack: SynthesizedStack;
  let image: ContainerImage;
  let maps: MapsVolume;
  let volume: SecretVolume;
  let container: RunningContainer | undefined;

  beforeAll(() => {
    const dkim = { keys: SecretDirectory.existing('dkim'), signing: [DkimKey.of('example.com', '2026a')] };
    stack = synthesizeGateway({ filter: { dkim } });
    image = buildImageOf(stack, NAME);
    maps = MapsVolume.loadedFrom(stack, NAME);
    volume = SecretVolume.create({ [FILE]: GOOD }, 2503);
  });

  afterEach(() => {
    container?.remove();
    volume.shell('chgrp 2503 . && chmod 750 . && rm -rf *');
  });

  afterAll(() => {
    volume?.remove();
    maps?.remove();
    image?.remove();
  });

  const start = (...more: readonly string[]): RunningContainer => {
    const options = [...argumentsOf(stack.container(NAME)), ...maps.argumentsOfMount, ...more];
    container = RunningContainer.start(image.tag, options);
    return container;
  };
  const mounted = () => volume.mountedAt('/run/secrets/dkim');

  test('starts with a key that is in order, and has none in its image', async () => {
    volume.write({ [FILE]: GOOD });
    const running = start(...mounted());
    await eventually('a filter that answers', () =>
      running.exec(['/usr/lib/dual-mta/health'], { user: 'amavis' }).code === 0 ? true : undefined,
    );

    expect(image.shell('find /run/secrets -type f; grep -rl "PRIVATE KEY" /etc || :').stdout).toBe('');
  });

  test.each<[string, string, string]>([
    ['is not there', 'rm -f *', 'is not there or no file; it must be a file that amavis can read and not everybody\n'],
    ['everybody can read', 'chmod 644 *', 'belongs to 0:2503 with mode 644; it must be a file that amavis can read'],
    ['it cannot read', 'chgrp 0 *', 'belongs to 0:0 with mode 640, and cannot be read; it must be a file that amavis'],
    [
      'it cannot come to',
      'chgrp 0 . && chmod 750 .',
      'its directory belongs to 0:0 with mode 750; it must be a file that amavis',
    ],
    ['is no key', `echo garbage > ${FILE}`, `has no such key; ${MUST}`],
    ['is empty', `: > ${FILE}`, `has no such key; ${MUST}`],
  ])('does not start with a key that %s, and says why', async (_, spoil, why) => {
    volume.write({ [FILE]: GOOD });
    volume.shell(spoil);
    const stopped = start(...mounted());

    expect(await stopped.untilEnded()).toBe(78);
    expect(stopped.logs()).toContain(`${PATH}: ${why}`);
    expect(stopped.logs()).not.toContain('garbage');
  });

  test.each([
    ['too short', () => newKey(768), 'has only 768 bits'],
    ['encrypted', encrypted, 'needs a pass phrase'],
    ['of another kind', () => runOrThrow('openssl', ['genpkey', '-algorithm', 'ed25519']), 'has no such key'],
    ['public', () => runOrThrow('openssl', ['pkey', '-pubout'], { input: GOOD }), 'has no such key'],
  ])('does not start with a key that is %s', async (_, key, why) => {
    volume.write({ [FILE]: key() });
    const stopped = start(...mounted());

    expect(await stopped.untilEnded()).toBe(78);
    expect(stopped.logs()).toBe(`${PATH}: ${why}; ${MUST}`);
  });

  test('does not start without its keys', async () => {
    const stopped = start();

    expect(await stopped.untilEnded()).toBe(78);
    expect(stopped.logs()).toContain(`${PATH}: is not there, nor is its directory; it must be a file`);
  });
});
