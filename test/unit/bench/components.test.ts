import { byComponent, heldIn, Process, processOf } from '../../../bench/measure/components';
import { busyIn } from '../../../bench/measure/surroundings';
import { perMessage } from '../../../bench/measure/usage';

const process = (pid: number, parent: number, begins?: string): Process => ({ pid, parent, cpu: 1, begins });

test("a process's time is its own and that of its children that have ended", () => {
  const stat = '42 (a name) with blanks) S 7 42 42 0 -1 4194304 1 2 3 4 100 50 25 12 20 0 1 0 1 1 1';

  expect(processOf(stat, 'sleep\0infinity\0')).toEqual({ pid: 42, parent: 7, cpu: 1.87, begins: undefined });
});

test('a component says by its command line that it begins', () => {
  const stat = '5 (tini) S 1 5 5 0 -1 0 0 0 0 0 0 0 0 0 20';

  expect(processOf(stat, 'tini\0-s\0--\0env\0COMPONENT=MTA-RX\0sh\0').begins).toBe('MTA-RX');
  expect(processOf(stat, 'sh\0COMPONENT=MTA-RX\0').begins).toBeUndefined();
});

test('what a component has started belongs to it, and nothing else', () => {
  const processes = [
    process(1, 0),
    process(2, 1, 'one'),
    process(3, 2),
    process(4, 3),
    process(5, 1, 'other'),
    process(6, 1),
  ];
  const found = [...byComponent(processes)].map(([name, all]) => [name, all.map(({ pid }) => pid)]);

  expect(found).toEqual([
    ['one', [2, 3, 4]],
    ['other', [5]],
  ]);
});

test('what a message costs is what lies between two accounts', () => {
  expect(perMessage({ one: 1, other: 3 }, { one: 2, other: 3 }, 10)).toEqual({ one: 0.1, other: 0 });
});

test("the machine's time is what its cores have done, whatever for", () => {
  expect(busyIn('cpu  100 20 300 4000 500 6 7 0 0 0\ncpu0 1 1 1 1 1 1 1 0 0 0\n')).toBe(4.33);
});

test("a process's memory is what no file is behind", () => {
  const smaps = 'Rss: 9000 kB\nPss: 5000 kB\nPss_Anon:   1024 kB\nPss_File: 3464 kB\nPss_Shmem:     512 kB\n';

  expect(heldIn(smaps)).toBe(1.5);
});
