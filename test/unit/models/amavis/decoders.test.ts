import { Decoder } from 'cdktf-dual-mta';
import { filterConf, settingLines } from '../../../tooling/filter-settings';
import { PerlData, readSettings } from '../../../tooling/perl-reader';

/** What is left of two decoders, one for mail and zip archives and one for tar. */
const leftWith = (...decoders: Decoder[]): PerlData | undefined =>
  readSettings(filterConf({ decoders })).get('@decoders');

describe('what is taken apart', () => {
  test("AmavisFilter.decoders: is what Debian's programs can, unless something is chosen", () => {
    expect(settingLines('@decoders')).toEqual([]);
  });

  test('AmavisFilter.decoders: of those, the chosen ones are left in their order', () => {
    expect(leftWith(Decoder.TAR)).toEqual([['tar', '2']]);
    expect(leftWith(Decoder.TAR, Decoder.ZIP)).toEqual([
      [['mail', 'zip'], '1'],
      ['tar', '2'],
    ]);
    expect(leftWith()).toEqual([]);
  });
});
