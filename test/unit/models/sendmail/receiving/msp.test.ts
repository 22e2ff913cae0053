import { Duration, QueueVolume, RemovalPolicy } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { statementsOf } from '../../../../tooling/mc-statements';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

describe('MtaRx.msp', () => {
  test("is the README's runner, a client queue on a volume of its own, and a submit.cf that sends to port 25", () => {
    const gateway = synthesizeGateway({ rx: { msp: {} } });
    const service = gateway.configuration('gateway-mta-rx', 'service');

    expect(service).toContain("SENDMAIL_CLIENT_QUEUE='/var/spool/mqueue-client'\n");
    expect(service).toContain("SENDMAIL_CLIENT_QUEUE_ARGS='-q10m'\n");
    expect(statementsOf(gateway.configuration('gateway-mta-rx', 'submit.mc'))).toEqual(
      expect.arrayContaining([
        'define(MSP_QUEUE_DIR,/var/spool/mqueue-client)',
        'define(confRUN_AS_USER,smmsp:smmsp)',
        'FEATURE(msp,[127.0.0.1],25)',
      ]),
    );
    expect(gateway.volume('gateway-mta-rx-mqueue-client').lifecycle?.prevent_destroy).toBe(true);
    expect(gateway.container('gateway-mta-rx').mounts.map(({ target }) => target)).toContain(
      '/var/spool/mqueue-client',
    );
  });

  test('MtaRx.msp.queue, MtaRx.msp.queueInterval: are those that were chosen', () => {
    const gateway = synthesizeGateway({
      rx: { msp: { queue: QueueVolume.managed(RemovalPolicy.DESTROY), queueInterval: Duration.seconds(90) } },
    });

    expect(gateway.volume('gateway-mta-rx-mqueue-client').lifecycle).toBeUndefined();
    expect(gateway.configuration('gateway-mta-rx', 'service')).toContain("SENDMAIL_CLIENT_QUEUE_ARGS='-q90s'\n");
  });

  test('is off where nothing is said', () => {
    const gateway = synthesizeGateway();

    expect(() => gateway.configuration('gateway-mta-rx', 'submit.mc')).toThrow();
    expect(() => gateway.volume('gateway-mta-rx-mqueue-client')).toThrow();
  });

  test('cannot run its queue all the time', () => {
    expect(findingsOf({ rx: { msp: { queueInterval: Duration.seconds(0) } } })).toEqual([
      expect.stringContaining('property "msp.queueInterval" is '),
    ]);
  });
});
