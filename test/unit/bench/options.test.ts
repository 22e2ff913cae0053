import { requestOf } from '../../../bench/options';

const SYSTEMS = ['gateway', 'readme', 'postfix', 'amavisd', 'rspamd'];

test('without a word a run is what the tables are made of', () => {
  expect(requestOf([], SYSTEMS).options).toMatchObject({
    rounds: 5,
    workers: [2, 3, 5, 7, 10],
    spamAssassin: [false, true],
    systems: SYSTEMS,
    kinds: undefined,
    messages: undefined,
  });
});

test('what is said replaces what a short run has', () => {
  const { options } = requestOf(['--short', '--workers', '2', '--kind', 'large', '--system', 'rspamd'], SYSTEMS);

  expect(options).toMatchObject({ rounds: 1, workers: [2], kinds: ['large'], systems: ['rspamd'] });
});

test('settings are told by a part of their names', () => {
  expect(requestOf(['--setting', 'prompt-sendmail', '--setting', 'run-queue'], SYSTEMS).options.settings).toEqual([
    'prompt-sendmail',
    'run-queue',
  ]);
});

test.each([
  [['--rounds', '0'], /--rounds is a whole number/],
  [['--workers', '2,x'], /--workers is a whole number/],
  [['--workers', '1'], /at least 2/],
  [['--spamassassin', 'perhaps'], /on, off or both/],
  [['--system', 'qmail'], /no such system: qmail/],
  [['--kind', 'chain letter'], /no such kind: chain letter/],
  [['--setting', 'prompt', '--setting', 'larger engine'], /no setting with such a name: larger engine/],
])('%j is refused', (args, reason) => {
  expect(() => requestOf(args, SYSTEMS)).toThrow(reason);
});
