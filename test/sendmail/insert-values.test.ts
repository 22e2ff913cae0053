import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

describe('insert-values', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  const inserting = (...values: string[]): { code: number; said: string } =>
    image.shell(
      [
        'mkdir /tmp/config',
        "printf '%s\\n' '`@TERRAFORM_VALUE_1@/@TERRAFORM_VALUE_2@/@TERRAFORM_VALUE_1@' > /tmp/config/file",
        `/usr/lib/dual-mta/insert-values /tmp/config ${values.map((value) => `'${value}'`).join(' ')}`,
        'cat /tmp/config/file',
      ].join('\n'),
    );

  test('puts each value where its mark is', () => {
    expect(inserting('mx.example.com', '10.0.0.1')).toMatchObject({
      code: 0,
      said: '`mx.example.com/10.0.0.1/mx.example.com\n',
    });
  });

  test.each(['a b', 'a`b', '$j', 'a;b', 'a|b', 'a&b', 'a"b', 'a\\b'])('refuses %j, which could break out', (value) => {
    const { code, said } = inserting(value);

    expect(code).toBe(1);
    expect(said).toContain('is known only at apply and may have letters, digits and . _ : / @ - alone');
  });
});
