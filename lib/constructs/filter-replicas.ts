import { Construct } from 'constructs';
import { TEMPBASE } from '../models/amavis/places';
import { QueueVolume, RemovalPolicy } from '../models/queue-volume';
import { WorkDirectory } from '../models/work-directory';
import { IRuntime, Mount } from '../runtime/runtime';
import { Findings } from './findings';

/** The first one's name has no number, so that it stays when there are more. */
export const numbered = (name: string, index: number, between = ''): string =>
  index === 0 ? name : `${name}${between}${index + 1}`;

/** The volume that a filter's work directory is on; nothing where it is in memory. */
export const workMounts = (
  scope: Construct,
  { runtime, name, work }: { runtime: IRuntime; name: string; work?: WorkDirectory },
  index: number,
): Mount[] => {
  if (work?.memory !== undefined) {
    return [];
  }
  const volume = runtime.createVolume(scope, numbered('Work', index), {
    name: `${numbered(name, index, '-')}-work`,
    volume: work?.volume ?? QueueVolume.managed(RemovalPolicy.DESTROY),
  });
  return [{ volume, path: TEMPBASE }];
};

/** Several filters cannot share a directory that is somewhere already. */
export const checkWork = (findings: Findings, work: WorkDirectory | undefined, replicas: number): void => {
  const place = work?.volume?.hostPath ?? work?.volume?.volumeName;
  if (replicas > 1 && place !== undefined) {
    findings.add('work', place, {
      rule: 'each of several filters has a work directory of its own; at its start it empties it',
      source: 'amavisd.conf-sample, $TEMPBASE',
      instead: 'WorkDirectory.inMemory(...), or WorkDirectory.onVolume(QueueVolume.managed()), which is one for each',
    });
  }
};
