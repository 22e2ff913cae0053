import { RunAs } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';

describe('MtaTx.runAs: another user', () => {
  let tx: GatewayContainer;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', { tx: { runAs: RunAs.of('mailtx', 2700) } });
  });

  afterAll(() => tx?.remove());

  test('has every process', () => {
    expect(tx.container.processes().filter(({ user }) => user !== '2700')).toEqual([]);
  });

  test('owns the queue and the mailboxes, and delivers into them', async () => {
    const lines = ['EHLO filter.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA'];
    const replies = tx.dialogue(10025, [...lines, '|Subject: test', '|', '.', 'QUIT'], '127.0.0.1');
    expect(replies.at(-2)).toMatch(/^250 2\.0\.0 /);

    await eventually('a message in the mailbox', () =>
      tx.container.exec(['find', '/var/lib/mailboxes', '-path', '*/new/*', '-user', 'mailtx'], { user: 'mailtx' })
        .stdout
        ? true
        : undefined,
    );
  });
});
