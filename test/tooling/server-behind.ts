import { Container, ContainerPorts } from '@cdktf/provider-docker/lib/container';
import { Image } from '@cdktf/provider-docker/lib/image';
import { DualMtaStack } from 'cdktf-dual-mta';

/** A mail server that MTA-TX can reach: an image from a folder, healthy when it speaks SMTP. */
export const addServerBehind = (
  stack: DualMtaStack,
  { name, folder, ports }: { readonly name: string; readonly folder: string; readonly ports?: ContainerPorts[] },
): void => {
  const image = new Image(stack, 'ServerImage', { name: `${name}:latest`, buildAttribute: { context: folder } });
  new Container(stack, 'Server', {
    name,
    image: image.name,
    networksAdvanced: [{ name: stack.gateway.delivery.networkName }],
    ports,
    restart: 'unless-stopped',
    healthcheck: {
      test: ['CMD', 'python3', '-c', 'import smtplib; smtplib.SMTP("127.0.0.1").noop()'],
      interval: '1s',
      timeout: '5s',
      retries: 30,
    },
    wait: true,
  });
};
