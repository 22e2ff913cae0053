import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformStack } from 'cdktf';
import { DockerRuntime, DualMtaGateway } from 'cdktf-dual-mta';
import { gatewayProps } from '../../../tooling/gateway-props';
import { synthesize } from '../../../tooling/synthesized-stack';

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
