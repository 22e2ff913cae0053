import { App, TerraformStack } from 'cdktf';
import {
  AddressBlock,
  Duration,
  DockerRuntime,
  MailDomain,
  MtaRx,
  QueueVolume,
  Size,
  SmtpEndpoint,
} from 'cdktf-dual-mta';
import { errorOf, findingsOf, linesOf } from '../../tooling/findings';
import { statementsOf } from '../../tooling/mc-statements';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

describe('MTA-RX', () => {
  test('has as many queue runners as the filter has processes', () => {
    const gateway = synthesizeGateway({ filterProcesses: 5 });

    expect(statementsOf(gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc'))).toContain(
      'define(confMAX_QUEUE_CHILDREN,5)',
    );
    expect(gateway.configuration('gateway-filter', '60-dual-mta')).toMatch(/^\$max_servers = 5;/m);
  });

  test('cannot have another number of queue runners', () => {
    expect(findingsOf({ filterProcesses: 3, rx: { queueRunners: 4 } })).toEqual([
      '[gateway/Gateway/MtaRx] property "queueRunners" is 4: the queue runners have to be as many as the filter\'s ' +
        'processes, which are 3 (README.sendmail-dual, thishost-rx.mc: "Match the number of queue runners (R=) to ... ' +
        '$max_servers"). Write only "filterProcesses", which sets both.',
    ]);
  });

  test('may be told the number that it would have anyway', () => {
    expect(() => synthesizeGateway({ filterProcesses: 3, rx: { queueRunners: 3 } })).not.toThrow();
  });

  test('has a filter to hand its mail to', () => {
    const error = errorOf((app: App) => {
      const stack = new TerraformStack(app, 'stack');
      const runtime = new DockerRuntime();
      new MtaRx(stack, 'Rx', {
        runtime,
        name: 'rx',
        hostname: 'mx.example.com',
        domains: [MailDomain.local('example.com', [])],
        intake: runtime.createNetwork(stack, 'Intake', { name: 'intake' }),
      });
      return stack;
    });

    expect(linesOf(error)).toEqual([
      '[stack/Rx] property "filter" is missing: MTA-RX delivers nothing itself; all its mail goes to a filter ' +
        '(README.sendmail-dual, thishost-rx.mc, MAIL_HUB and SMART_HOST). Write rx.forwardTo(filter).',
    ]);
  });

  test.each(['a\nb', 'a\tb', ''])('cannot greet with %j', (greeting) => {
    expect(findingsOf({ rx: { greeting } })).toEqual([
      `[gateway/Gateway/MtaRx] property "greeting" is ${JSON.stringify(greeting)}: the text is one line of printable ` +
        'characters (in the configuration files a setting ends with its line). ' +
        'Write the text without line breaks and control characters.',
    ]);
  });

  test('cannot have its queue on a relative path', () => {
    expect(findingsOf({ rx: { queue: QueueVolume.onHostPath('srv/mqueue') } })).toEqual([
      '[gateway/Gateway/MtaRx] property "queue.hostPath" is "srv/mqueue": a directory of the host is an absolute path ' +
        '(the engine takes anything else for the name of a volume). Write a path such as "/srv/mqueue-rx".',
    ]);
  });

  test('writes what was chosen', () => {
    const gateway = synthesizeGateway({
      addresses: AddressBlock.of('10.20.30.0/26'),
      rx: {
        messagesPerConnection: 50,
        dataTimeout: Duration.minutes(30),
        minQueueAge: Duration.minutes(1),
        minFreeBlocks: Size.gibibytes(1),
        extraMc: { options: ["define(`confMAX_MESSAGE_SIZE', `1000000')dnl"] },
      },
    });

    expect(statementsOf(gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc'))).toEqual(
      expect.arrayContaining([
        'define(SMTP_MAILER_MAXMSGS,50)',
        'define(confTO_DATAFINAL,30m)',
        'define(confMIN_QUEUE_AGE,1m)',
        'define(confMIN_FREE_BLOCKS,262144)',
        'define(confMAX_MESSAGE_SIZE,1000000)',
      ]),
    );
  });

  test('takes no domain for its own: it relays for all of them, and only the access map says so', () => {
    const gateway = synthesizeGateway({
      domains: [
        MailDomain.local('local.example', []),
        MailDomain.relayed('relayed.example', SmtpEndpoint.smtp('192.0.2.1')),
      ],
    });

    expect(gateway.map('gateway-mta-rx', 'access')).toBe('To:local.example\tRELAY\nTo:relayed.example\tRELAY\n');
    expect(() => gateway.configuration('gateway-mta-rx', 'local-host-names')).toThrow();
    expect(() => gateway.configuration('gateway-mta-rx', 'relay-domains')).toThrow();
  });
});
