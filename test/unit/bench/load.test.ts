import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as net from 'net';
import * as path from 'path';
import { Kind, recipientsOf } from '../../../bench/corpus';
import { Load } from '../../../bench/load/load';
import { Arrivals } from '../../../bench/sink/arrivals';
import { eventually } from '../../tooling/eventually';
import { makeTemporaryFolder } from '../../tooling/temporary-folder';

const SINK = path.join(__dirname, '../../../bench/sink/sink.pl');

const listening = (server: net.Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port)));

const freePort = async (): Promise<number> => {
  const server = net.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const order = (number: number, kind: Kind, at = 0): { number: number; kind: Kind; at: number } => ({
  number,
  kind,
  at,
});

const load = new Load();

afterAll(() => load.end());

describe('the load and the sink', () => {
  const folder = makeTemporaryFolder();
  let [sink, port]: [ChildProcess | undefined, number] = [undefined, 0];

  beforeAll(async () => {
    port = await freePort();
    sink = spawn('perl', [SINK, String(port), path.join(folder, 'arrivals')], { stdio: 'inherit' });
    await eventually('a sink', () => fs.existsSync(path.join(folder, 'arrivals')) || undefined);
  });

  afterAll(() => {
    sink?.kill();
    fs.rmSync(folder, { recursive: true });
  });

  test('each message is accepted and arrives once, with all its recipients', async () => {
    const kinds: Kind[] = ['text', 'recipients', 'spam', 'attachments', 'newsletter', 'text'];
    const orders = kinds.map((kind, index) => order(index + 1, kind));
    const sent = await load.handOver({ port, sessions: 3, seed: 1, orders });
    const arrivals = new Arrivals(path.join(folder, 'arrivals'));
    arrivals.look();

    expect(sent.map(({ number, refused }) => [number, refused]).sort()).toEqual(
      orders.map(({ number }) => [number, undefined]),
    );
    for (const { number, begun, ended } of sent) {
      const arrival = arrivals.of(number);
      expect(arrival?.recipients).toBe(recipientsOf(kinds[number - 1]));
      expect(arrival?.at).toBeGreaterThanOrEqual(begun - 1);
      expect(arrival?.at).toBeLessThanOrEqual(ended + 1);
    }
    arrivals.close();
  });

  test('a message waits for its time, and nothing begins before it is said', async () => {
    let begun = 0;
    const orders = [order(101, 'text'), order(102, 'text', 300)];
    const sent = await load.handOver({ port, sessions: 2, seed: 1, orders }, () => (begun = Date.now()));
    const times = orders.map((one) => sent.find(({ number }) => number === one.number)?.begun ?? 0);

    expect(times[0]).toBeGreaterThanOrEqual(begun - 1);
    expect(times[1] - times[0]).toBeGreaterThan(250);
  });
});

test('what is not taken is told with its answer', async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined).write('220 busy.example\r\n');
    socket.on('data', () => socket.write('452 4.3.1 no room\r\n'));
  });
  const sent = await load.handOver({
    port: await listening(server),
    sessions: 1,
    seed: 1,
    orders: [order(1, 'text'), order(2, 'text')],
  });
  server.close();

  expect(sent.map(({ refused }) => refused)).toEqual(['452 4.3.1 no room', '452 4.3.1 no room']);
});
