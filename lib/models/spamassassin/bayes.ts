import { Duration } from '../duration';
import { QueueVolume } from '../queue-volume';
import { SpamAssassinOption } from './spamassassin-option';

/** Where what was learnt lies. */
export const BAYES = '/var/lib/amavis/bayes';

/** Where mail lies that is to be learnt. */
export const LEARN = '/var/lib/amavis/learn';

/** How often what lies there is learnt. */
export const LEARN_INTERVAL = Duration.hours(1);

/** How SpamAssassin learns what is spam here and what is not, from mail that was sorted. */
export interface BayesOptions {
  /**
   * Where what was learnt lies (`bayes_path`).
   *
   * @default - a volume that destroying does not touch
   */
  readonly volume?: QueueVolume;

  /**
   * Whether mail with a very high or very low score is learnt by itself (`bayes_auto_learn`). What a sender gets past the
   * rules is then learnt as good mail.
   *
   * @default false
   */
  readonly autoLearn?: boolean;

  /**
   * Where mail lies that is to be learnt: a message a file, or several in an mbox, whose name has to end with `.mbox`, in
   * its folders `spam` and `ham`. What is learnt is removed. A file that begins with a dot is not looked at: give a file
   * its name when it is complete, or leave it alone for a minute. Messages of more than 500 KB are passed over. At once it
   * is done by `docker exec FILTER /usr/lib/dual-mta/learn`.
   *
   * @default - a volume that destroying does not touch
   */
  readonly learnFolder?: QueueVolume;

  /**
   * How often what lies there is learnt, in whole seconds.
   *
   * @default 1 hour
   */
  readonly learnInterval?: Duration;
}

/** What SpamAssassin learns. */
export interface BayesSettingsOptions {
  /**
   * How SpamAssassin learns what is spam here and what is not (`use_bayes`). It counts from 200 messages of each kind on
   * (`bayes_min_spam_num`, `bayes_min_ham_num`).
   *
   * @default - it learns nothing
   */
  readonly bayes?: BayesOptions;
}

const row = (
  setting: string,
  source: string,
  value: SpamAssassinOption<BayesSettingsOptions>['value'],
): SpamAssassinOption<BayesSettingsOptions> => ({ property: 'bayes', setting, source, value });

export const BAYES_ROWS: SpamAssassinOption<BayesSettingsOptions>[] = [
  row('use_bayes', 'without anything learnt it would only cost time', (s) => s.bayes !== undefined),
  row('bayes_auto_learn', 'what is learnt is what a person has sorted', (s) => s.bayes?.autoLearn ?? false),
  row('bayes_path', 'a volume of its own', (s) => s.bayes && `${BAYES}/bayes`),
  row('bayes_file_mode', 'nobody else has to read it', (s) => s.bayes && '0700'),
  row('bayes_auto_expire', 'no scan waits for it; "learn" does it', (s) => s.bayes && false),
  row('lock_method', 'all processes see one file system; the other way sleeps for seconds', (s) => s.bayes && 'flock'),
];
