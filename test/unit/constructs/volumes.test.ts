import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { DualMtaGateway, DualMtaGatewayProps } from 'cdktf-dual-mta';
import { Construct } from 'constructs';
import { gatewayProps } from '../../tooling/gateway-props';
import { synthesize } from '../../tooling/synthesized-stack';

type Build = (scope: Construct, props: Partial<DualMtaGatewayProps>) => void;

const filter: DualMtaGatewayProps['filter'] = { spamAssassin: { bayes: {} } };
const props = (more: Partial<DualMtaGatewayProps> = {}): DualMtaGatewayProps =>
  gatewayProps({ name: 'mail', filter, rx: { msp: {} }, ...more });

const here: Build = (scope, more) => void new DualMtaGateway(scope, 'Mail', props(more));
const elsewhere: Build = (scope, more) => void new DualMtaGateway(new Construct(scope, 'Dmz'), 'Gateway', props(more));

/** Address in Terraform, and name on the engine, of each volume that destroying does not touch. */
const keptVolumes = (build: Build, more: Partial<DualMtaGatewayProps> = {}): string[] => {
  const { json } = synthesize((app: App) => {
    const stack = new TerraformStack(app, 'stack');
    new DockerProvider(stack, 'docker');
    new NullProvider(stack, 'null');
    build(stack, more);
    return stack;
  });
  return Object.entries(json.resource.docker_volume ?? {})
    .filter(([, { lifecycle }]) => lifecycle?.prevent_destroy)
    .map(([address, { name }]) => `docker_volume.${address} ${name}`)
    .sort();
};

const KEPT = [
  'docker_volume.volume_mail-filter-bayes mail-filter-bayes',
  'docker_volume.volume_mail-filter-learn mail-filter-learn',
  'docker_volume.volume_mail-filter-quarantine mail-filter-quarantine',
  'docker_volume.volume_mail-mta-rx-mqueue-client mail-mta-rx-mqueue-client',
  'docker_volume.volume_mail-mta-rx-mqueue-rx mail-mta-rx-mqueue-rx',
  'docker_volume.volume_mail-mta-tx-mailboxes mail-mta-tx-mailboxes',
  'docker_volume.volume_mail-mta-tx-mqueue mail-mta-tx-mqueue',
];

// An address or a name that is another one makes Terraform destroy the volume, and the mail in it.
describe('the volumes with mail in them', () => {
  test('have these addresses and names, in every release of this package', () => {
    expect(keptVolumes(here)).toEqual(KEPT);
  });

  test('keep them when the construct moves', () => {
    expect(keptVolumes(elsewhere)).toEqual(KEPT);
  });

  test('keep them when the gateway gets another name and says what it was called', () => {
    expect(keptVolumes(here, { name: 'post', volumesOf: 'mail' })).toEqual(KEPT);
  });

  test('are others where it does not', () => {
    expect(keptVolumes(here, { name: 'post' })).toEqual(KEPT.map((volume) => volume.replaceAll('mail-', 'post-')));
  });
});
