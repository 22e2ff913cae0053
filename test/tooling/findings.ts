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

/** The lines of an error that say what is wrong, a property each. cdktf adds a full stop to the last one. */
export const linesOf = (error: ConfigurationError): string[] =>
  error.message
    .split('\n')
    .filter((line) => line.startsWith('  ['))
    .map((line) => line.trim().replace(/\.\.$/, '.'));

/** What synthesizing a stack called `gateway` with these properties finds wrong. */
export const findingsOf = (props: Partial<DualMtaStackProps>): string[] =>
  linesOf(errorOf((app) => new DualMtaStack(app, 'gateway', gatewayProps(props))));
