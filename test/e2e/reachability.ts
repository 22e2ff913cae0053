import { BlockList, createServer, AddressInfo, connect } from 'net';
import { AddressBlock, AddressSlot } from '../../lib/models/address-block';
import { GatewayCheck, gatewayChecks } from '../../lib/models/gateway-checks';
import { Listener } from '../../lib/models/listener';
import { Publish } from '../../lib/models/publish';
import { randomName } from '../tooling/container-image';
import { addressOn, docker } from '../tooling/engine';
import { ProgramResult } from '../tooling/program';
import { Deployment, HAS_IPV6 } from './deployment';
import { exec, FILTER, inspect, runBeside, RX, SINK, TX } from './engine';
import { SENDER, SMTP } from './mail';
import { tools } from './tools';

const PROBE = '/usr/lib/dual-mta/smtp-probe';
const BLOCK = AddressBlock.derivedFrom('e2e');
const PUBLISHED = {
  smtp: [Publish.onLoopback(3525), ...(HAS_IPV6 ? [Publish.onIpv6(3525, '::1')] : [])],
  submission: [Publish.onIpv4(3587)],
  listeners: [Listener.smtps(465, { publish: [Publish.onLoopback(3465)] })],
  hasBypass: true,
};
const CHECKS = gatewayChecks('e2e', BLOCK, PUBLISHED);
/** The sink takes mail for everybody: an open relay. */
const OPEN_RELAY = { host: '127.0.0.1', port: 3526 };
/** Not even a connection. */
const NO_WAY = /no connection|unreachable|no route/i;
const NOBODY_THERE = /unreachable|no (connection|answer)/i;
const NOBODY_ELSE = /after MAIL FROM:<>: 450 4\.7\.1 Only the filter may hand mail to this port/;

/** Whether a container is on a network with this address. Otherwise the question would leave the machine. */
const isNeighbourOf = (container: string, address: string): boolean => {
  const own = new BlockList();
  Object.values(inspect(container).NetworkSettings.Networks).forEach(({ IPAddress, IPPrefixLen }) =>
    own.addSubnet(IPAddress, IPPrefixLen),
  );
  return own.check(address);
};

const fromHost = async ({ host, port, protocol }: GatewayCheck): Promise<'greets' | 'closed'> => {
  try {
    const client = await tools.SmtpClient.connect(host, port, { isSmtps: protocol === 'smtps' });
    const { code } = await client.reply();
    await client.quit();
    return code === 220 ? 'greets' : 'closed';
  } catch (error) {
    if (tools.isRefusal(error)) {
      return 'closed';
    }
    throw error;
  }
};

const fromContainer = ({ from, host, port, protocol }: GatewayCheck): 'greets' | 'closed' => {
  const { code, said } = exec(from, [PROBE, host, String(port), protocol]);
  if (code !== 0 && !said.startsWith(`${host}:${port}: `)) {
    throw new Error(`the probe did not run: ${said}`);
  }
  return code === 0 ? 'greets' : 'closed';
};

/** Probes from a container of its own on a network, as a client or an intruder there would. */
const probeFrom = (network: string, address: string, port: number, protocol = 'smtp'): ProgramResult =>
  runBeside([PROBE, address, String(port), protocol], ['--network', network]);

const tableOfPorts = (gateway: Deployment): void => {
  test('the output "checks" lists what is looked at here', () => {
    expect(JSON.parse(gateway.outputs.checks)).toEqual(CHECKS);
  });

  test.each(CHECKS)('$name', async (check) => {
    const { from, host, expect: expected } = check;
    const isReachable = from === 'host' ? tools.hasNetworkOfItsOwn(host) : isNeighbourOf(from, host);
    if (isReachable) {
      expect(await (from === 'host' ? fromHost(check) : fromContainer(check))).toBe(expected);
    } else {
      expect({ expected, hostIsThere: tools.hasNetworkOfItsOwn(host) }).toEqual({
        expected: 'closed',
        hostIsThere: false,
      });
    }
  });
};

const strangers = (): void => {
  test('a client on the network that clients come from reaches 25 and no port of the inside', () => {
    const address = addressOn('e2e-intake', RX);

    expect(probeFrom('e2e-intake', address, 25)).toMatchObject({ code: 0 });
    [10024, 10025, 10026, 9998].forEach((port) =>
      expect(probeFrom('e2e-intake', address, port).said).toMatch(/refused/),
    );
  });

  test('MTA-RX is no router to the inside for a client that sends it packets for there', () => {
    const viaRx = `busybox ip route replace default via ${addressOn('e2e-intake', RX)}`;
    const probe = (address: string, port: number): ProgramResult =>
      runBeside(
        ['sh', '-c', `${viaRx} && exec ${PROBE} ${address} ${port} smtp`],
        ['--network', 'e2e-intake', '--cap-add', 'NET_ADMIN'],
      );

    // The control: the packets do come to MTA-RX, which answers for its own address inside.
    expect(probe(BLOCK.onScanIn(AddressSlot.MTA), 25)).toMatchObject({ code: 0 });
    expect(probe(BLOCK.onScanIn(AddressSlot.FILTER), 10024)).toMatchObject({ code: 2 });
    expect(probe(BLOCK.onScanIn(AddressSlot.FILTER), 10026)).toMatchObject({ code: 2 });
    expect(probe(BLOCK.onScanOut(AddressSlot.MTA), 10025)).toMatchObject({ code: 2 });
    expect(probe(BLOCK.onBypass(AddressSlot.MTA), 10025)).toMatchObject({ code: 2 });
  });

  test('a container on a network of its own reaches nothing of the gateway', () => {
    const network = randomName('network');
    docker('network', 'create', network);
    try {
      // The addresses of the internal networks are left out: the way to them from here leads out of the machine.
      expect(probeFrom(network, addressOn('e2e-intake', RX), 25).said).toMatch(NOBODY_THERE);
      expect(probeFrom(network, addressOn('e2e-delivery', TX), 10025).said).toMatch(NOBODY_THERE);
    } finally {
      docker('network', 'rm', network);
    }
  });

  test('a container on an internal network of its own reaches nothing of the gateway', () => {
    const network = randomName('network');
    docker('network', 'create', '--internal', network);
    try {
      expect(probeFrom(network, BLOCK.onScanIn(AddressSlot.FILTER), 10024, 'lmtp').said).toMatch(NOBODY_THERE);
      expect(probeFrom(network, BLOCK.onScanIn(AddressSlot.FILTER), 10026, 'lmtp').said).toMatch(NOBODY_THERE);
      expect(probeFrom(network, BLOCK.onScanOut(AddressSlot.MTA), 10025).said).toMatch(NOBODY_THERE);
      expect(probeFrom(network, BLOCK.onBypass(AddressSlot.MTA), 10025).said).toMatch(NOBODY_THERE);
    } finally {
      docker('network', 'rm', network);
    }
  });

  test('the filter reaches nothing outside, not even the machine that it runs on; MTA-TX does', async () => {
    const address = docker('network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', 'e2e-delivery');
    // It takes connections and says nothing.
    const machine = createServer();
    await new Promise<void>((resolve, reject) => machine.on('error', reject).listen(0, address, resolve));
    try {
      const port = String((machine.address() as AddressInfo).port);

      expect(exec(TX, [PROBE, address, port, 'smtp']).said).toBe(`${address}:${port}: no answer in 10 s\n`);
      expect(exec(FILTER, [PROBE, address, port, 'smtp']).said).toMatch(NO_WAY);
    } finally {
      machine.close();
    }
    expect(exec(FILTER, [PROBE, addressOn('e2e-delivery', SINK), '25', 'smtp']).said).toMatch(NO_WAY);
  });

  test('nobody but MTA-RX and MTA-TX is on the network that leads past the filter', () => {
    const [{ Internal, Containers }] = JSON.parse(docker('network', 'inspect', 'e2e-bypass')) as {
      readonly Internal: boolean;
      readonly Containers: Readonly<Record<string, { readonly Name: string }>>;
    }[];

    expect(Internal).toBe(true);
    expect(
      Object.values(Containers)
        .map(({ Name }) => Name)
        .sort(),
    ).toEqual([RX, TX]);
  });

  test.each(['e2e-scan-out', 'e2e-bypass'])(
    'MTA-TX tells a stranger on %s to come back later, so that a mistake makes mail wait and not bounce',
    (network) => {
      expect(probeFrom(network, addressOn(network, TX), 10025)).toMatchObject({
        code: 1,
        said: expect.stringMatching(NOBODY_ELSE) as string,
      });
    },
  );

  test('MTA-TX tells a stranger on the network that it delivers through to come back later', () => {
    expect(probeFrom('e2e-delivery', addressOn('e2e-delivery', TX), 10025).said).toMatch(NOBODY_ELSE);
  });

  test.each([
    ['e2e-scan-in', 10024],
    ['e2e-scan-in', 10026],
    ['e2e-scan-out', 10024],
    ['e2e-scan-out', 10026],
  ])('the filter hangs up on a stranger on %s, port %i', (network, port) => {
    const address = addressOn(network, FILTER);

    expect(probeFrom(network, address, port, 'lmtp')).toMatchObject({
      code: 2,
      said: `${address}:${port}: closed the connection\n`,
    });
  });
};

const relaying = (): void => {
  const relayed = async (host: string, port: number): Promise<string[]> => {
    const { attempts } = await tools.probeRelay(host, port, { domain: 'example.com' });
    return attempts.filter(({ refused }) => !refused).map(({ form }) => form);
  };

  test('the relay probe recognizes an open relay', async () => {
    expect(await relayed(OPEN_RELAY.host, OPEN_RELAY.port)).toEqual(
      expect.arrayContaining(['foreign recipient', 'percent hack', 'source route']),
    );
  });

  test('MTA-RX relays nothing for a client over IPv4, and takes its own mail', async () => {
    const { open, attempts } = await tools.probeRelay(SMTP.host, SMTP.port, { domain: 'example.com' });

    expect(open).toBe(true);
    expect(attempts.length).toBeGreaterThanOrEqual(10);
    expect(attempts.filter(({ refused }) => !refused)).toEqual([]);
    expect(await tools.acceptsOwnMail(SMTP.host, SMTP.port, 'example.com')).toMatchObject({ accepted: true });
  });

  test.each([
    { port: 3587, isSmtps: false },
    { port: 3465, isSmtps: true },
  ])('the submission port $port relays nothing for a client that has not authenticated', async ({ port, isSmtps }) => {
    const { open, attempts } = await tools.probeRelay('127.0.0.1', port, { domain: 'example.com', isSmtps });

    expect(open).toBe(true);
    expect(attempts.filter(({ refused }) => !refused)).toEqual([]);
  });

  test('the relay probe recognizes an open relay over IPv6', async () => {
    const bridge = createServer((client) => {
      const relay = connect(OPEN_RELAY);
      client.pipe(relay).pipe(client);
      [client, relay].forEach((socket) => socket.on('error', () => socket.destroy()));
    });
    await new Promise<void>((resolve, reject) => bridge.on('error', reject).listen(0, '::1', resolve));
    try {
      expect(await relayed('::1', (bridge.address() as AddressInfo).port)).toContain('foreign recipient');
    } finally {
      bridge.close();
    }
  });

  const onIpv6 = HAS_IPV6 ? test : test.skip;

  onIpv6('MTA-RX relays nothing for a client over IPv6, and takes its own mail', async () => {
    const { open, attempts } = await tools.probeRelay('::1', 3525, { domain: 'example.com' });

    expect(open).toBe(true);
    expect(attempts.filter(({ refused }) => !refused)).toEqual([]);
    expect(await tools.acceptsOwnMail('::1', 3525, 'example.com')).toMatchObject({ accepted: true });
  });

  test.each([3587, 3465])('nobody listens over IPv6 on port %i, which is not published there', async (port) => {
    expect(await tools.probeRelay('::1', port, { domain: 'example.com' })).toEqual({ open: false, attempts: [] });
  });

  test('MTA-RX relays nothing for a container beside it, and the open relay does', () => {
    const rcpt = (network: string, server: string): string => {
      const script = `import smtplib; s = smtplib.SMTP("${server}"); s.ehlo(); s.mail("${SENDER}"); print(s.rcpt("user@elsewhere.example"))`;
      const client = ['--rm', '--name', randomName('client'), '--network', network, '--entrypoint', 'python3'];
      return docker('run', ...client, inspect(SINK).Config.Image, '-c', script);
    };

    expect(rcpt('e2e-intake', RX)).toMatch(/^\(550, b'5\.7\.1 .*Relaying denied/);
    expect(rcpt('e2e-delivery', SINK)).toMatch(/^\(250, /);
  });
};

export const reachability = (gateway: Deployment): void => {
  describe('who can reach which port from where', () => tableOfPorts(gateway));
  describe('strangers', () => strangers());
  describe('relaying', () => relaying());
};
