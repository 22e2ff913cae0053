import { docker, pause } from '../test/tooling/engine';
import { Door, Sender } from './sender';
import { containersOf, doorOf, Setting, System } from './systems/system';

/** Has a system that stood still work, ready and warm, until it has been measured; then it stands still again. */
export const inTurn = async <Result>(
  system: System,
  setting: Setting,
  sender: Sender,
  measure: (door: Door) => Promise<Result>,
): Promise<Result> => {
  docker('unpause', ...containersOf(system));
  await system.settle?.();
  const door = doorOf(system, setting);
  await sender.send(door, setting.workers);
  const result = await measure(door);
  await pause(...containersOf(system));
  return result;
};
