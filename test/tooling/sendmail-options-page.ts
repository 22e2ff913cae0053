import { MTA_TX_OPTIONS } from '../../lib/models/sendmail/delivering/mta-tx-table';
import { MTA_RX_OPTIONS } from '../../lib/models/sendmail/receiving/mta-rx-table';
import { McOption } from '../../lib/models/sendmail/statement';
import { OptionRow, OptionsPage } from './options-page';

const rows = <Settings>(options: readonly McOption<Settings>[]): OptionRow[] =>
  options.map(({ property, source, readme, define }) => ({ property, source, readme, sets: define }));

/** The options of both sendmails. */
export const SENDMAIL_OPTIONS = new OptionsPage({
  document: 'sendmail-options.md',
  introduction: `# Options of MTA-RX and MTA-TX

Every property of \`MtaRxOptions\` (\`rx\` of a gateway) and \`MtaTxOptions\` (\`tx\`), with the option of sendmail that it sets, the line of README.sendmail-dual
that has it, and its tests. Where a property sets no option of sendmail's, the column says what it is. \`npm run docs\` writes this page; do not edit it.`,
  rows: { MtaRx: rows(MTA_RX_OPTIONS), MtaTx: rows(MTA_TX_OPTIONS) },
  program: 'sendmail',
  realTests: ['test/sendmail', 'test/e2e'],
  setting: 'option',
  nameOf: (option) => option,
  isSetting: (text) => !/^[/$%0-9.]|@|\.(mc|cf|com)\b/.test(text),
  sources: false,
  heldToo: true,
});
