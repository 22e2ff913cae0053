import { App, TerraformStack } from 'cdktf';
import { DualMtaStack, DualMtaStackProps } from 'cdktf-dual-mta';
import { ConfigurationError } from '../../lib/constructs/findings';
import { gatewayProps } from './gateway-props';
import { synthesize } from './synthesized-stack';

/** The error that synthesizing ends with. */
export const errorOf = (build: (app: App) => TerraformStack): ConfigurationError => {
  try {
    synthesize(build);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error;
    }
    throw error;
  }
  throw new Error('synthesizing found nothing wrong');
};

/** What is wrong, a line for each construct that it is wrong in. */
export const linesOf = (error: ConfigurationError): string[] =>
  error.message
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, paths, description] = /^ {2}\[([^\]]*)\] (.*)$/.exec(line) ?? [];
      return paths.split(', ').map((path) => `[${path}] ${description}`);
    });

/** What synthesizing a stack called `gateway` with these properties finds wrong. */
export const findingsOf = (props: Partial<DualMtaStackProps>): string[] =>
  linesOf(errorOf((app) => new DualMtaStack(app, 'gateway', gatewayProps(props))));
