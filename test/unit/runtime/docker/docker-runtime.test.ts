import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformStack } from 'cdktf';
import { DockerRuntime, DockerRuntimeProps, DualMtaGateway } from 'cdktf-dual-mta';
import { gatewayProps } from '../../../tooling/gateway-props';
import { synthesize, synthesizeGateway } from '../../../tooling/synthesized-stack';

test("everything goes to the engine of the user's own provider", () => {
  const stack = synthesize((app) => {
    const larger = new TerraformStack(app, 'larger');
    new DockerProvider(larger, 'docker');
    new NullProvider(larger, 'null');
    const provider = new DockerProvider(larger, 'dmz', { alias: 'dmz', host: 'ssh://admin@dmz.example.com' });
    new DualMtaGateway(larger, 'Mail', gatewayProps({ runtime: new DockerRuntime({ provider }) }));
    return larger;
  });
  const { docker_container, docker_image, docker_network, docker_volume } = stack.json.resource;
  const resources = [docker_container, docker_image, docker_network, docker_volume ?? {}].flatMap(Object.values);

  expect(resources.length).toBeGreaterThan(15);
  expect(new Set(resources.map((resource: { provider?: string }) => resource.provider))).toEqual(
    new Set(['docker.dmz']),
  );
});

describe('what containers print', () => {
  const logsOf = (props?: DockerRuntimeProps): unknown[] => {
    const services = Object.values(
      synthesizeGateway({ runtime: new DockerRuntime(props) }).json.resource.docker_container,
    )
      .filter(({ must_run }) => must_run !== false)
      .map(({ log_driver, log_opts }) => ({ log_driver, log_opts }));
    return [...new Set(services.map((log) => JSON.stringify(log)))].map((log) => JSON.parse(log) as unknown);
  };

  test('is kept up to 50 MiB of each', () => {
    expect(logsOf()).toEqual([{ log_driver: 'local', log_opts: { 'max-size': '10m', 'max-file': '5' } }]);
  });

  test('goes to another driver, with its own options', () => {
    const log = { logDriver: 'syslog', logOpts: { 'syslog-address': 'udp://192.0.2.1:514' } };

    expect(logsOf(log)).toEqual([{ log_driver: 'syslog', log_opts: log.logOpts }]);
    expect(logsOf({ logDriver: 'journald' })).toEqual([{ log_driver: 'journald' }]);
  });
});
