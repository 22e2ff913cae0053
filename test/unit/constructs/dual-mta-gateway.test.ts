import { App, TerraformStack } from 'cdktf';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import {
  AddressBlock,
  DualMtaGateway,
  DualMtaGatewayProps,
  Duration,
  MailDomain,
  Publish,
  Size,
  VirtualUser,
} from 'cdktf-dual-mta';
import { errorOf, findingsOf, linesOf } from '../../tooling/findings';
import { gatewayProps } from '../../tooling/gateway-props';
import { synthesize, synthesizeGateway } from '../../tooling/synthesized-stack';

/** A stack of the user's own, with providers, and gateways in it. */
const stackWith = (app: App, gateways: Record<string, Partial<DualMtaGatewayProps>>): TerraformStack => {
  const stack = new TerraformStack(app, 'larger');
  new DockerProvider(stack, 'docker');
  new NullProvider(stack, 'null');
  Object.entries(gateways).forEach(([id, props]) => new DualMtaGateway(stack, id, gatewayProps(props)));
  return stack;
};

describe('a gateway', () => {
  const gateway = synthesizeGateway();

  test.each<[string, NonNullable<DualMtaGatewayProps['tx']>, string[]]>([
    ['MtaTx.aliases', { aliases: { sales: ['jim@elsewhere.example'] } }, ['sales']],
    [
      'MtaTx.virtusertable',
      { virtusertable: [VirtualUser.to('sales@example.com', ['postmaster'])] },
      ['sales@example.com'],
    ],
  ])('%s: a name that MTA-RX refuses is an error, and one that it knows is none', (_, tx, [name]) => {
    const domains = (mailboxes: string[]) => [MailDomain.local('example.com', mailboxes)];

    expect(findingsOf({ tx, domains: domains(['postmaster']) })).toEqual([
      expect.stringContaining(`is "${name}": MTA-RX refuses recipients that it does not know`),
    ]);
    expect(() => synthesizeGateway({ tx, domains: domains(['postmaster', 'sales']) })).not.toThrow();
  });

  test('is four containers', () => {
    expect(gateway.containers.map(({ name }) => name).sort()).toEqual([
      'gateway-filter',
      'gateway-mta-rx',
      'gateway-mta-tx',
      'gateway-resolver',
    ]);
  });

  test('gives MTA-RX and MTA-TX no network in common, so that nothing passes round the filter', () => {
    const shared = gateway
      .networksOf('gateway-mta-rx')
      .filter((one) => gateway.networksOf('gateway-mta-tx').includes(one));

    expect(shared).toEqual([]);
  });

  test('joins the networks of the picture', () => {
    expect(gateway.networksOf('gateway-mta-rx')).toEqual(['gateway-intake', 'gateway-scan-in']);
    expect(gateway.networksOf('gateway-filter')).toEqual(['gateway-scan-in', 'gateway-scan-out']);
    expect(gateway.networksOf('gateway-mta-tx')).toEqual(['gateway-delivery', 'gateway-scan-out']);
    expect(gateway.networksOf('gateway-resolver')).toEqual([
      'gateway-resolution',
      'gateway-scan-in',
      'gateway-scan-out',
    ]);
  });

  test('publishes 25 and 587 of MTA-RX where nothing is said, on IPv4 alone', () => {
    expect(gateway.container('gateway-mta-rx').ports).toEqual([
      { internal: 25, external: 25, ip: '0.0.0.0', protocol: 'tcp' },
      { internal: 587, external: 587, ip: '0.0.0.0', protocol: 'tcp' },
    ]);
  });

  test('publishes nothing but MTA-RX', () => {
    const others = gateway.containers.filter(({ name }) => name !== 'gateway-mta-rx');

    expect(others.map(({ ports }) => ports)).toEqual([[], [], []]);
  });

  test('publishes what was chosen, each address by itself', () => {
    const chosen = synthesizeGateway({
      smtp: [Publish.onLoopback(2525), Publish.onIpv4(25, '192.0.2.1')],
      submission: [],
    });

    expect(chosen.container('gateway-mta-rx').ports).toEqual([
      { internal: 25, external: 2525, ip: '127.0.0.1', protocol: 'tcp' },
      { internal: 25, external: 25, ip: '192.0.2.1', protocol: 'tcp' },
    ]);
  });

  test.each(['gateway-mta-rx', 'gateway-filter', 'gateway-mta-tx'])('lets %s ask its resolver alone', (name) => {
    const resolver = gateway.container('gateway-resolver').networks_advanced.map((network) => network.ipv4_address);

    expect(gateway.container(name).dns).toHaveLength(1);
    expect(resolver).toContain(gateway.container(name).dns?.[0]);
  });

  describe('what accepting mail needs is ended last and made first, when everything is replaced:', () => {
    const addressOf = (name: string): string => {
      const containers = Object.entries(gateway.json.resource.docker_container);
      return `docker_container.${containers.find(([, container]) => container.name === name)?.[0]}`;
    };
    const first = ['gateway-mta-rx', 'gateway-resolver'];

    test.each(['gateway-filter', 'gateway-mta-tx'])('%s comes after MTA-RX and the resolver', (name) => {
      expect(gateway.container(name).depends_on).toEqual(expect.arrayContaining(first.map(addressOf)));
    });

    test.each(first)('%s waits for no other part', (name) => {
      const parts = [...first, 'gateway-filter', 'gateway-mta-tx'].map(addressOf);

      expect(gateway.container(name).depends_on?.filter((address) => parts.includes(address)) ?? []).toEqual([]);
    });
  });

  test('stops accepting mail before it stops delivering it', () => {
    expect(findingsOf({ rx: { minFreeBlocks: Size.mebibytes(16) } })).toEqual([
      '[gateway/Gateway] property "rx.minFreeBlocks" is "16 MiB": MTA-RX has to stop accepting before MTA-TX does, whose ' +
        'limit is 16 MiB (README.sendmail-dual, thishost-rx.mc, NOTE on confMIN_FREE_BLOCKS). Write a size above 16 MiB.',
    ]);
    expect(findingsOf({ tx: { minFreeBlocks: Size.gibibytes(1) } })).toEqual([
      '[gateway/Gateway] property "rx.minFreeBlocks" is "64 MiB": MTA-RX has to stop accepting before MTA-TX does, whose ' +
        'limit is 1 GiB (README.sendmail-dual, thishost-rx.mc, NOTE on confMIN_FREE_BLOCKS). Write a size above 1 GiB.',
    ]);
  });

  test.each([
    [Duration.minutes(20), '1200s'],
    [Duration.hours(1), '3600s'],
  ])('has a filter that gives up before MTA-RX does: not after %s', (childTimeout, shown) => {
    expect(findingsOf({ filter: { childTimeout } })).toEqual([
      `[gateway/Gateway] property "filter.childTimeout" is "${shown}": the filter has to give up before MTA-RX does, ` +
        'after 1200s (README.sendmail-dual, thishost-rx.mc, confTO_DATAFINAL: the message would be checked again and ' +
        'again). Write less than 1200s.',
    ]);
  });

  test('cannot have volumes of a gateway that could not be called so', () => {
    expect(findingsOf({ volumesOf: 'Mail' })).toEqual([
      expect.stringMatching(/^\[gateway\/Gateway\] property "volumesOf" is "Mail": a name has lower-case letters/),
    ]);
  });

  test.each(['Gateway', '2nd', 'a_b', 'g$(x)'])('cannot be called %j', (name) => {
    expect(findingsOf({ name })).toEqual([
      `[gateway/Gateway] property "name" is "${name}": a name has lower-case letters, digits and hyphens and begins with ` +
        'a letter (it names containers, networks and volumes of the engine). Write a name such as "gateway".',
    ]);
  });

  test.each(['10.0.0.0/24', '10.0.0.32/26', '8.8.8.0/26'])('cannot have the addresses %s', (cidr) => {
    expect(findingsOf({ addresses: AddressBlock.of(cidr) })).toEqual([
      `[gateway/Gateway] property "addresses" is "${cidr}": a block of 64 private IPv4 addresses begins on its boundary ` +
        '(the internal networks are /28 subnets of it; RFC 1918). Write a block such as "10.20.30.64/26".',
    ]);
  });
});

describe('two gateways', () => {
  const ports = { smtp: [], submission: [] };
  const twins = (path: string, other: string, cidr: string): string =>
    `[${path}] property "addresses" is "${cidr}": the gateway ${other} has the same name or the same addresses ` +
    '(networks of one engine must not overlap). Write another "name", or AddressBlock.of(...).';

  test('have a place in one stack', () => {
    const both = synthesize((app) => stackWith(app, { Inbound: ports, Outbound: ports }));

    expect(both.containers).toHaveLength(8);
    expect(both.network('inbound-scan-in').ipam_config).not.toEqual(both.network('outbound-scan-in').ipam_config);
    expect(new Set(both.containers.map(({ name }) => name)).size).toBe(8);
  });

  test('cannot have one name', () => {
    const error = errorOf((app) =>
      stackWith(app, {
        One: { ...ports, name: 'mail', addresses: AddressBlock.of('10.0.0.0/26') },
        Two: { ...ports, name: 'mail', addresses: AddressBlock.of('10.0.0.64/26') },
      }),
    );

    expect(linesOf(error)).toEqual([
      twins('larger/One', 'larger/Two', '10.0.0.0/26'),
      twins('larger/Two', 'larger/One', '10.0.0.64/26'),
    ]);
  });

  test('cannot have the same addresses', () => {
    const addresses = AddressBlock.of('10.0.0.0/26');
    const error = errorOf((app) => stackWith(app, { One: { ...ports, addresses }, Two: { ...ports, addresses } }));

    expect(linesOf(error)).toEqual([
      twins('larger/One', 'larger/Two', '10.0.0.0/26'),
      twins('larger/Two', 'larger/One', '10.0.0.0/26'),
    ]);
  });
});
