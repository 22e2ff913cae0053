import { synthesizeGateway } from '../../../tooling/synthesized-stack';

describe('the mark that the gateway is ready', () => {
  const gateway = synthesizeGateway();
  const mark = Object.values(gateway.json.resource.null_resource ?? {})[0];

  test('waits for every container, each of which is waited for until it is healthy', () => {
    const all = Object.keys(gateway.json.resource.docker_container).map((key) => `docker_container.${key}`);

    expect([...mark.depends_on].sort()).toEqual(all.sort());
  });

  test("is replaced when a container's configuration or a map changes", () => {
    const tags = [...gateway.containers, ...gateway.tasks].map(({ name }) => [
      name,
      gateway.imageOf(name).name.split(':')[1],
    ]);

    expect(mark.triggers).toEqual(Object.fromEntries(tags));
  });
});
