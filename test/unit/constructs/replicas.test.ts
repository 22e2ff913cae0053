import { AddressBlock, QueueVolume, Size, WorkDirectory } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const THREE = {
  addresses: AddressBlock.of('10.20.30.0/26'),
  filterProcesses: 2,
  filter: { replicas: 3 },
};
const FILTERS = ['gateway-filter', 'gateway-filter-2', 'gateway-filter-3'];

describe('AmavisFilter.replicas', () => {
  const gateway = synthesizeGateway(THREE);

  test('are containers alike, each with a name and a work directory of its own, and one quarantine', () => {
    const mounted = FILTERS.map((name) => gateway.container(name).mounts.map(({ target }) => target));
    const volumes = Object.values(gateway.json.resource.docker_volume ?? {}).map(({ name }) => name);

    expect(new Set(mounted.map(String)).size).toBe(1);
    expect(FILTERS.map((name) => gateway.container(name).hostname)).toEqual([
      'filter.mx.example.com',
      'filter2.mx.example.com',
      'filter3.mx.example.com',
    ]);
    expect(volumes).toEqual(expect.arrayContaining(FILTERS.map((name) => `${name}-work`)));
    expect(volumes.filter((name) => name.endsWith('-quarantine'))).toEqual(['gateway-filter-quarantine']);
  });

  test('are found by MTA-RX under one name, which the resolver knows', () => {
    const mc = gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc');

    expect(mc).toContain('`esmtp:[filters.dual-mta.internal]');
    expect(gateway.configuration('gateway-resolver', 'unbound.conf').match(/local-data: .*filters.*/g)).toEqual([
      'local-data: "filters.dual-mta.internal. 0 IN A 10.20.30.4"',
      'local-data: "filters.dual-mta.internal. 0 IN A 10.20.30.6"',
      'local-data: "filters.dual-mta.internal. 0 IN A 10.20.30.7"',
    ]);
  });

  test('get as many queue runners as all of them have processes', () => {
    expect(gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc')).toContain(
      "define(`confMAX_QUEUE_CHILDREN', `6')",
    );
    FILTERS.forEach((name) => expect(gateway.configuration(name, '60-dual-mta')).toContain('$max_servers = 2;'));
  });

  test('are let in by MTA-TX, each by its address', () => {
    const mc = gateway.configuration('gateway-mta-tx', 'sendmail.mc');

    expect(mc.match(/10\.20\.30\.(20|22|23)\b/g)?.length).toBeGreaterThanOrEqual(3);
  });

  test('leave the first one as it is when more are added', () => {
    const one = synthesizeGateway({ ...THREE, filter: {} });
    const of = (stack: typeof one): string => stack.configuration('gateway-filter', '60-dual-mta');

    expect(of(gateway)).toBe(of(one));
    expect(one.configuration('gateway-mta-rx', 'sendmail-rx.mc')).toContain('`esmtp:[10.20.30.4]');
  });

  test.each([0, 1.5, 8, -1])('cannot be %d', (replicas) => {
    expect(findingsOf({ filter: { replicas } })).toEqual([
      `[gateway/Gateway/Filter] property "replicas" is ${replicas}: there are 1 to 7 filters (each has an address on the ` +
        'internal networks, which have 16). Write a number such as 2.',
    ]);
  });

  test('cannot share a work directory', () => {
    const work = WorkDirectory.onVolume(QueueVolume.onHostPath('/srv/work'));

    expect(findingsOf({ filter: { replicas: 2, work } })).toEqual([
      '[gateway/Gateway/Filter] property "work" is "/srv/work": each of several filters has a work directory of its own; ' +
        'at its start it empties it (amavisd.conf-sample, $TEMPBASE). Write WorkDirectory.inMemory(...), or ' +
        'WorkDirectory.onVolume(QueueVolume.managed()), which is one for each.',
    ]);
  });
});

describe('AmavisFilter.work', () => {
  test('is a directory in memory with a limit, where that is asked for, and no volume then', () => {
    const gateway = synthesizeGateway({ filter: { work: WorkDirectory.inMemory(Size.mebibytes(100)) } });
    const { tmpfs, mounts } = gateway.container('gateway-filter');

    expect(tmpfs?.['/var/lib/amavis/tmp']).toMatch(/,size=104857600$/);
    expect(mounts.map(({ target }) => target)).not.toContain('/var/lib/amavis/tmp');
  });
});
