import { AppliedStack } from '../tooling/applied-stack';
import { Confinement } from '../tooling/confinement';
import { randomName } from '../tooling/container-image';
import { runProgram } from '../tooling/program';
import { exec, inspect } from './engine';

/** A user that nobody is: the kernel counts a user's processes on the whole machine. */
const NOBODY = '64999';

/** How many processes a shell can start with this limit and a container's image, until it is stopped. */
const forksIn = (container: string, limit: number): { readonly forks: number; readonly said: string } => {
  const alone = ['--rm', '--name', randomName('forks'), '--network', 'none', '--memory', '256m', '--user', NOBODY];
  const limits = ['--ulimit', `nproc=${limit}:${limit}`, '--entrypoint', 'sh'];
  const bomb = 'i=0; while [ $i -lt 2000 ]; do sleep 60 & echo fork; i=$((i + 1)); done';
  const { Image } = inspect(container).Config;
  const { stdout, said } = runProgram('docker', ['run', ...alone, ...limits, Image, '-c', bomb]);
  return { forks: stdout.split('\n').filter((line) => line === 'fork').length, said };
};

const services = (stack: AppliedStack, parts: readonly string[]): void => {
  describe.each(parts)('%s', (part) => {
    const confinement = (): Confinement => new Confinement(part, stack.container(part));

    test('has no process of root, and none with a capability or a way to get one', () => {
      expect(confinement().processes.length).toBeGreaterThanOrEqual(2);
      expect(confinement().powerfulProcesses).toEqual([]);
    });

    test('cannot write its root file system, not even as root', () => {
      const write = (file: string): string => exec(part, ['sh', '-c', `: > ${file}`], ['--user', '0']).said;

      for (const place of ['', '/etc', '/etc/mail', '/usr/lib/dual-mta', '/var/lib', '/var/spool']) {
        expect(write(`${place}/written`)).toMatch(/Read-only file system|nonexistent directory|Directory nonexistent/);
      }
    });

    test('has nothing mounted for writing but what the stack declares, and its user finds nothing else to write', () => {
      const { declaredPlaces, writableMounts, writablePlaces } = confinement();

      expect(writableMounts).toEqual(declaredPlaces);
      expect(writablePlaces).toEqual(declaredPlaces);
    });

    test('runs no program from where it can write', () => {
      const copy = 'cp /bin/true /tmp/program && { /tmp/program; status=$?; rm /tmp/program; exit $status; }';
      const { code, said } = confinement().execAsUser('sh', '-c', copy);

      expect({ code, said }).toEqual({ code: 126, said: expect.stringContaining('Permission denied') as string });
    });

    test('has an end to the memory that it can use, and no swap', () => {
      const { Memory, MemorySwap, Privileged } = inspect(part).HostConfig;

      expect(Memory).toBeGreaterThan(0);
      expect(MemorySwap).toBe(Memory);
      expect(Privileged).toBe(false);
    });

    test('has an end to its processes, which holds', () => {
      const { processLimit = NaN, heldProcessLimits } = confinement();
      const { forks, said } = forksIn(part, processLimit);

      expect(heldProcessLimits).toEqual([processLimit]);
      expect(forks).toBeLessThan(processLimit);
      expect(said).toContain('Cannot fork');
    });
  });
};

/** They run for a moment, as root, so that what they write belongs to root. */
const tasks = (containers: readonly string[]): void => {
  test.each(containers)(
    '%s, which brings maps, had no network, no capability, no way to get one, and no other place to write',
    (container) => {
      const { HostConfig, Mounts } = inspect(container);

      expect(HostConfig).toMatchObject({
        NetworkMode: 'none',
        ReadonlyRootfs: true,
        Privileged: false,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        IpcMode: 'none',
      });
      expect(HostConfig.CapAdd ?? []).toEqual([]);
      expect(HostConfig.Memory).toBeGreaterThan(0);
      expect(Mounts.map(({ Name }) => Name)).toEqual([container]);
    },
  );
};

/** @param parts its services @param brief its tasks, which have ended */
export const privileges = (stack: AppliedStack, parts: readonly string[], brief: readonly string[]): void => {
  services(stack, parts);
  tasks(brief);
};
