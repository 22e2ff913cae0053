import { Duration, QueueGroup, QueueGroupOptions } from 'cdktf-dual-mta';
import { statementsOf } from '../../../tooling/mc-statements';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

test.each<[string, QueueGroupOptions, string]>([
  ['MtaRx.queueGroups, MtaTx.queueGroups', {}, 'group-slow,R=1,F=f'],
  ['MtaRx.queueGroups.directory, MtaTx.queueGroups.directory', { directory: 'later' }, 'later,R=1,F=f'],
  ['MtaRx.queueGroups.flags, MtaTx.queueGroups.flags', { flags: [] }, 'group-slow,R=1'],
  ['MtaRx.queueGroups.runners, MtaTx.queueGroups.runners', { runners: 3 }, 'group-slow,R=3,F=f'],
  [
    'MtaRx.queueGroups.interval, MtaTx.queueGroups.interval',
    { interval: Duration.minutes(1) },
    'group-slow,R=1,I=1m,F=f',
  ],
  ['MtaRx.queueGroups.jobs, MtaTx.queueGroups.jobs', { jobs: 50 }, 'group-slow,R=1,J=50,F=f'],
  ['MtaRx.queueGroups.niceness, MtaTx.queueGroups.niceness', { niceness: 5 }, 'group-slow,R=1,N=5,F=f'],
  [
    'MtaRx.queueGroups.maxRecipients, MtaTx.queueGroups.maxRecipients',
    { maxRecipients: 20 },
    'group-slow,R=1,r=20,F=f',
  ],
])('%s: %j is in the line of the group', (_, options, written) => {
  const queueGroups = [QueueGroup.forDomains('slow', ['a.example'], options)];
  const stack = synthesizeGateway({ filterProcesses: 5, rx: { queueGroups }, tx: { queueGroups } });
  const groupsIn = (container: string, file: string): string[] =>
    statementsOf(stack.configuration(container, file)).filter((line) => line.startsWith('QUEUE_GROUP(slow,'));

  expect(groupsIn('gateway-mta-rx', 'sendmail-rx.mc')).toEqual([`QUEUE_GROUP(slow,P=/var/spool/mqueue-rx/${written})`]);
  expect(groupsIn('gateway-mta-tx', 'sendmail.mc')).toEqual([`QUEUE_GROUP(slow,P=/var/spool/mqueue/${written})`]);
});
