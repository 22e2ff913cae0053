import { addressIn } from '../models/sendmail/receiving/recipients';
import { MAX_MESSAGE_SIZE } from '../models/sendmail/receiving/resource-controls';
import type { DualMtaGateway, DualMtaGatewayProps } from './dual-mta-gateway';
import { Findings } from './findings';

/** The addresses of local domains that MTA-RX takes mail for; undefined for a domain that it takes anybody's for. */
const knownAddresses = ({ domains = [] }: DualMtaGatewayProps): Set<string> =>
  new Set(
    domains
      .filter(({ isLocal }) => isLocal)
      .flatMap(({ name, recipients, aliases }) => [
        ...(recipients.listed ?? []).map((one) => addressIn(name, one)),
        ...aliases.flatMap(({ recipient }) => (recipient === undefined ? [] : [addressIn(name, recipient)])),
      ])
      .map((address) => address.toLowerCase()),
  );

/** What MTA-TX has another destination for has to be known to MTA-RX, or it refuses it. */
const checkKnown = (findings: Findings, props: DualMtaGatewayProps): void => {
  const known = knownAddresses(props);
  const local = (props.domains ?? []).filter(({ isLocal }) => isLocal).map(({ name }) => String(name).toLowerCase());
  const unknown = {
    rule: 'MTA-RX refuses recipients that it does not know, so mail for this one never comes as far as MTA-TX',
    source: 'README.sendmail-dual, NOTES: virtusertable of MTA-RX',
    instead: 'the name among the mailboxes of its domain in "domains" too',
  };
  Object.keys(props.tx?.aliases ?? {})
    .filter((name) => local.length > 0 && !local.some((domain) => known.has(`${name.toLowerCase()}@${domain}`)))
    .forEach((name) => findings.add('tx.aliases', name, unknown));
  (props.tx?.virtusertable ?? []).forEach(({ address }, index) => {
    const [user, domain] = address.toLowerCase().split('@');
    if (user !== '' && local.includes(domain) && !known.has(`${user}@${domain}`)) {
      findings.add(`tx.virtusertable[${index}].address`, address, unknown);
    }
  });
};

/** What only the whole gateway can say: how its parts fit together. */
export const checkGateway = (findings: Findings, gateway: DualMtaGateway, props: DualMtaGatewayProps): void => {
  const { rx, filter, tx } = gateway;
  checkKnown(findings, props);
  if (rx.minFreeBlocks.toBytes() <= tx.minFreeBlocks.toBytes()) {
    findings.add('rx.minFreeBlocks', rx.minFreeBlocks.toString(), {
      rule: `MTA-RX has to stop accepting before MTA-TX does, whose limit is ${tx.minFreeBlocks.toString()}`,
      source: 'README.sendmail-dual, thishost-rx.mc, NOTE on confMIN_FREE_BLOCKS',
      instead: `a size above ${tx.minFreeBlocks.toString()}`,
    });
  }
  const { streamMaxLength } = filter.clamav ?? {};
  const { maxMessageSize = MAX_MESSAGE_SIZE } = props.rx ?? {};
  if (streamMaxLength !== undefined && maxMessageSize.toBytes() > streamMaxLength.toBytes()) {
    findings.add('filter.clamav.streamMaxLength', streamMaxLength.toString(), {
      rule: `MTA-RX accepts messages of ${maxMessageSize.toString()}, which would wait until they are given up`,
      source: 'clamd.conf(5), StreamMaxLength',
      instead: `${maxMessageSize.toString()} or more, or less for "rx.maxMessageSize"`,
    });
  }
  if (filter.childTimeout.toMilliseconds() >= rx.dataTimeout.toMilliseconds()) {
    findings.add('filter.childTimeout', filter.childTimeout.toString(), {
      rule: `the filter has to give up before MTA-RX does, after ${rx.dataTimeout.toString()}`,
      source: 'README.sendmail-dual, thishost-rx.mc, confTO_DATAFINAL: the message would be checked again and again',
      instead: `less than ${rx.dataTimeout.toString()}`,
    });
  }
};
