import { Size } from 'cdktf-dual-mta';
import { warningsOf } from '../../tooling/warnings';

describe('memory that hostile clients can use up', () => {
  test.each([
    [{}],
    [{ memory: Size.mebibytes(637) }],
    [{ memory: Size.mebibytes(197), maxRcptsPerMessage: 100 }],
    [{ maxDaemonChildren: 1000 }],
  ])('is there with %j', (rx) => {
    expect(warningsOf({ rx })).toEqual([]);
  });

  test('MtaRx.memory: is missing where there is less', () => {
    expect(warningsOf({ rx: { memory: Size.mebibytes(256) } })).toEqual([
      'property "memory" is 256 MiB: hostile clients can use 637 MiB, and the kernel ends processes then (measured: ' +
        '"maxDaemonChildren" sessions with "maxRcptsPerMessage" recipients each). Write Size.mebibytes(637) or more, or less of ' +
        'the two.',
    ]);
  });
});
