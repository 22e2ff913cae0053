import { MTA_TX_OPTIONS } from '../../../../lib/models/sendmail/delivering/mta-tx-table';
import { MTA_RX_OPTIONS } from '../../../../lib/models/sendmail/receiving/mta-rx-table';
import { McOption } from '../../../../lib/models/sendmail/statement';

const ROWS: McOption<never>[] = [...MTA_RX_OPTIONS, ...MTA_TX_OPTIONS];

describe('the .mc files', () => {
  test("have a comment for each statement and section, as the README's have, but for MAILER and lines of the user's own", () => {
    const silent = ROWS.filter(
      ({ comment, define, entries, section, property }) =>
        comment === undefined &&
        (define !== undefined || entries !== undefined) &&
        section !== 'mailers' &&
        property !== 'extraMc',
    );

    expect(silent.map(({ property, source, define }) => ({ property, source, define }))).toEqual([]);
  });
});
