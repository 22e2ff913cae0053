import { exec, inspect, PARTS } from './engine';

/** What the kernel says of a process (/proc/PID/status), each line by its name. */
type ProcessStatus = Readonly<Record<string, string>>;

/** The processes that a container is there for: its first one and what that has started. Health checks are none of them. */
const processesOf = (container: string): ProcessStatus[] => {
  const { stdout } = exec(container, ['sh', '-c', 'for file in /proc/[0-9]*/status; do cat "$file"; echo; done']);
  const all = stdout
    .split('\n\n')
    .map((status) =>
      Object.fromEntries([...status.matchAll(/^(\w+):\s*(.*)$/gm)].map(([, name, value]) => [name, value])),
    )
    .filter(({ Pid }) => Pid !== undefined);
  const found = all.filter(({ Pid }) => Pid === '1');
  // It grows while it is gone through: children of children come too.
  for (const { Pid } of found) {
    found.push(...all.filter(({ PPid }) => PPid === Pid));
  }
  return found;
};

export const privileges = (): void => {
  describe.each(PARTS)('%s', (part) => {
    test('has no process of root, and none with a capability or a way to get one', () => {
      const processes = processesOf(part);

      expect(processes.length).toBeGreaterThanOrEqual(2);
      for (const status of processes) {
        expect(status.Uid.split('\t')).not.toContain('0');
        expect(status.Gid.split('\t')).not.toContain('0');
        expect(status.Groups.split(' ')).not.toContain('0');
        const capabilities = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((set) => status[set]);
        expect(capabilities).toEqual(capabilities.map(() => '0000000000000000'));
        expect(status).toMatchObject({ NoNewPrivs: '1', Seccomp: '2' });
      }
    });

    test('cannot write its root file system, not even as root', () => {
      const write = (file: string): string => exec(part, ['sh', '-c', `: > ${file}`], ['--user', '0']).said;

      for (const place of ['', '/etc', '/etc/mail', '/usr/lib/dual-mta', '/var/lib', '/var/spool']) {
        expect(write(`${place}/written`)).toMatch(/Read-only file system|nonexistent directory|Directory nonexistent/);
      }
    });

    test('runs no program from where it can write', () => {
      const { code, said } = exec(
        part,
        ['sh', '-c', 'cp /bin/true /tmp/program && { /tmp/program; status=$?; rm /tmp/program; exit $status; }'],
        ['--user', userOf(part)],
      );

      expect({ code, said }).toEqual({ code: 126, said: expect.stringContaining('Permission denied') as string });
    });

    test('has an end to the memory that it can use, and no swap', () => {
      const { Memory, MemorySwap, Privileged } = inspect(part).HostConfig;

      expect(Memory).toBeGreaterThan(0);
      expect(MemorySwap).toBe(Memory);
      expect(Privileged).toBe(false);
    });
  });
};

/** Number of the user that the container's first process runs as. */
const userOf = (container: string): string => processesOf(container)[0].Uid.split('\t')[0];
