import { AmavisFilterOptions } from 'cdktf-dual-mta';
import { synthesizeGateway } from './synthesized-stack';

const known = new Map<AmavisFilterOptions | undefined, string>();

/** amavisd's settings for a filter with these options; the same object is looked at once. */
export const filterConf = (filter?: AmavisFilterOptions): string => {
  const conf = known.get(filter) ?? synthesizeGateway({ filter }).configuration('gateway-filter', '60-dual-mta');
  known.set(filter, conf);
  return conf;
};

/** What a filter with these options gives a variable, or each element of a hash: the lines, without their comments. */
export const settingLines = (variable: string, filter?: AmavisFilterOptions): string[] =>
  filterConf(filter)
    .split(/^(?=[$@]\w+(?:\{.*\})? = )/m)
    .filter((statement) => statement.startsWith(`${variable} = `) || statement.startsWith(`${variable}{`))
    .map((statement) => statement.replace(/; {2}# [^]*$/, ';'));
