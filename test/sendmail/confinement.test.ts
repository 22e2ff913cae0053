import { Confinement } from '../tooling/confinement';
import { argumentsOf, RunningContainer } from '../tooling/running-container';
import { ContainerJson } from '../tooling/terraform-json';

/** As narrow as a part of the gateway. */
const NARROW = {
  user: '12345:12345',
  read_only: true,
  ipc_mode: 'none',
  capabilities: { drop: ['ALL'] },
  security_opts: ['no-new-privileges'],
  memory: 64,
  memory_swap: 64,
  ulimit: [{ name: 'nproc', soft: 50, hard: 50 }],
  tmpfs: { '/tmp': 'size=1m,noexec' },
  mounts: [],
} as unknown as ContainerJson;

/** What is wrong with a container, in the words of the deployment's tests (test/e2e/privileges.ts). */
const findings = (actual: ContainerJson): string[] => {
  const container = RunningContainer.start('debian:bookworm-slim', argumentsOf(actual), ['sleep', '600']);
  try {
    const confinement = new Confinement(container.name, NARROW);
    const declared = confinement.declaredPlaces;
    const { code } = confinement.execAsUser('sh', '-c', 'cp /bin/true /tmp/program && /tmp/program');
    return [
      confinement.powerfulProcesses.length > 0 ? 'a powerful process' : '',
      String(confinement.writableMounts) === String(declared) ? '' : 'another mount to write to',
      String(confinement.writablePlaces) === String(declared) ? '' : 'another place to write to',
      String(confinement.heldProcessLimits) === String([confinement.processLimit]) ? '' : 'another limit of processes',
      code === 126 ? '' : 'a program where it can write',
    ].filter((finding) => finding !== '');
  } finally {
    container.remove();
  }
};

describe('what the deployment is looked over with', () => {
  test('finds nothing in a container as narrow as it has to be', () => {
    expect(findings(NARROW)).toEqual([]);
  });

  test.each<[string, Partial<ContainerJson>, string[]]>([
    ['a process of root', { user: '0:0' }, ['a powerful process', 'another place to write to']],
    ['a process of the group root', { user: '12345:0' }, ['a powerful process']],
    ['capabilities that a program could get', { capabilities: { drop: [] } }, ['a powerful process']],
    ['programs that may give new privileges', { security_opts: [] }, ['a powerful process']],
    [
      'no filter of system calls',
      { security_opts: ['no-new-privileges', 'seccomp=unconfined'] },
      ['a powerful process'],
    ],
    [
      'a root file system that can be written',
      { read_only: false },
      ['another mount to write to', 'another place to write to'],
    ],
    [
      'a place that nobody has declared',
      { tmpfs: { ...NARROW.tmpfs, '/var/tmp': 'size=1m,noexec' } },
      ['another mount to write to', 'another place to write to'],
    ],
    ['shared memory', { ipc_mode: undefined }, ['another mount to write to', 'another place to write to']],
    ['no end to its processes', { ulimit: [] }, ['another limit of processes']],
    ['programs where it can write', { tmpfs: { '/tmp': 'size=1m,exec' } }, ['a program where it can write']],
  ])('finds %s', (_, wider, expected) => {
    expect(findings({ ...NARROW, ...wider })).toEqual(expected);
  });
});
