import * as os from 'os';
import * as path from 'path';
import { during } from '../tools/setup/progress.mjs';
import { makePeersNetwork, removeAll, start } from './engine';
import { Load } from './load/load';
import { PEERS_RESOLVER } from './names';
import { Sender } from './sender';
import { Arrivals } from './sink/arrivals';
import { startSink } from './sink/sink';
import { Gateway } from './systems/gateway';
import { buildPeerBases, RESOLVER_IMAGE } from './systems/peer-images';

/** Removes everything, also what an interrupted run has left. */
export const clear = (gateway: Gateway): void => {
  removeAll();
  gateway.remove();
};

/** Makes what stands around the systems that are measured, a network, a resolver, a server behind and the load, and removes it all. */
export const inPlace = async (
  gateway: Gateway,
  seed: number,
  run: (sender: Sender) => Promise<void>,
): Promise<void> => {
  await during('removing what an interrupted run has left', () => Promise.resolve(clear(gateway)));
  const load = new Load();
  let arrivals: Arrivals | undefined;
  try {
    await during("building the peers' filter and resolver", () => Promise.resolve(buildPeerBases()));
    makePeersNetwork();
    start(PEERS_RESOLVER, RESOLVER_IMAGE, []);
    arrivals = await startSink(path.join(os.tmpdir(), 'cdktf-dual-mta-bench-sink'));
    await run(new Sender(load, arrivals, seed));
  } finally {
    load.end();
    arrivals?.close();
    await during('removing everything', () => Promise.resolve(clear(gateway)));
  }
};
