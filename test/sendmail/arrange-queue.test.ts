import { MtaRxOptions, QueueGroup } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

const QUEUE = '/var/spool/mqueue-rx';
const SLOW = QueueGroup.forDomains('slow', ['example.net']);

/** The files of a queue after a start, and lines "d" in them, when these files lay there before. */
const arranged = (rx: MtaRxOptions, before: readonly string[]): string[] => {
  const image: ContainerImage = buildGatewayImage('mta-rx', { filterProcesses: 3, rx });
  const make = before.map((line) => {
    const [file, text = ''] = line.split(': ');
    return `mkdir -p $(dirname ${QUEUE}/${file}); printf '${text}\\n' > ${QUEUE}/${file}`;
  });
  const script = [
    ...make,
    `chown -R smmsp:smmsp ${QUEUE}`,
    'setpriv --reuid smmsp --regid smmsp --clear-groups /usr/lib/dual-mta/arrange-queue > /dev/null',
    `cd ${QUEUE}; find . -type f ! -name .layout -printf '%P\\n'; grep -rh '^d' . || true`,
  ].join('\n');
  try {
    return image.shell(script).stdout.trim().split('\n').sort();
  } finally {
    image.remove();
  }
};

describe('mail that was queued under another configuration', () => {
  test('MtaRx.queueDirectories: from one directory into the first of several; what lies in one that stays, stays', () => {
    expect(arranged({ queueDirectories: 2 }, ['qfA', 'dfA', 'hfB', 'dfB', 'q2/qfC', 'q2/dfC'])).toEqual([
      'q1/dfA',
      'q1/dfB',
      'q1/hfB',
      'q1/qfA',
      'q2/dfC',
      'q2/qfC',
    ]);
  });

  test('MtaRx.splitQueueFiles: into directories for each kind, and out of them', () => {
    expect(arranged({ splitQueueFiles: true }, ['qfA', 'dfA', 'xfA'])).toEqual(['df/dfA', 'qf/qfA', 'xfA']);
    expect(arranged({}, ['qf/qfA', 'df/dfA', 'xf/xfA'])).toEqual(['dfA', 'qfA']);
  });

  test('MtaRx.queueGroups: out of a group that is no more; a control file whose data lay in another group gets it', () => {
    expect(arranged({}, ['group-slow/qfA: dgroup-old', 'group-old/dfA'])).toEqual(['dfA', 'qfA']);
    expect(arranged({ queueGroups: [SLOW] }, ['group-slow/qfA: d.', 'dfA', 'qfB', 'dfB'])).toEqual([
      'dfB',
      'group-slow/dfA',
      'group-slow/qfA',
      'qfB',
    ]);
  });
});
