import { Container, ContainerPorts } from '@cdktf/provider-docker/lib/container';
import { Image } from '@cdktf/provider-docker/lib/image';
import { DualMtaStack } from 'cdktf-dual-mta';

/** What is known of a server, beside the stack that it is added to. */
export interface ServerBehind {
  readonly name: string;
  /** What its image is made from. */
  readonly folder: string;
  readonly ports?: ContainerPorts[];
  /** A folder of the host that it has as /mail. */
  readonly mail?: string;
}

/** A mail server that MTA-TX can reach, healthy when it speaks SMTP. */
export const addServerBehind = (stack: DualMtaStack, { name, folder, ports, mail }: ServerBehind): void => {
  const image = new Image(stack, 'ServerImage', { name: `${name}:latest`, buildAttribute: { context: folder } });
  new Container(stack, 'Server', {
    name,
    image: image.name,
    networksAdvanced: [{ name: stack.gateway.delivery.networkName }],
    ports,
    volumes: mail === undefined ? undefined : [{ hostPath: mail, containerPath: '/mail' }],
    restart: 'unless-stopped',
    healthcheck: {
      test: ['CMD', 'python3', '-c', 'import smtplib; smtplib.SMTP("127.0.0.1").noop()'],
      interval: '3s',
      timeout: '5s',
      retries: 30,
    },
    wait: true,
  });
};
