import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { sessionMemory } from '../models/sendmail/receiving/session-memory';
import { MtaRxOptions } from './mta-rx-options';

/** Less memory than clients can use up is no error: who knows their clients can do with less. */
export const checkSessionMemory = (scope: Construct, options: MtaRxOptions): void => {
  const needed = sessionMemory(options);
  if (options.memory !== undefined && options.memory.toBytes() < needed.toBytes()) {
    Annotations.of(scope).addWarning(
      `property "memory" is ${options.memory.toString()}: hostile clients can use ${needed.toString()}, and the kernel ends ` +
        'processes then (measured: "maxDaemonChildren" sessions with "maxRcptsPerMessage" recipients each). ' +
        `Write Size.mebibytes(${needed.toMebibytes()}) or more, or less of the two.`,
    );
  }
};
