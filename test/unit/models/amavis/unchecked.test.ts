import { AmavisFilterOptions, Destiny } from 'cdktf-dual-mta';
import { settingLines } from '../../../tooling/filter-settings';

const destinies = (filter?: AmavisFilterOptions): string[] =>
  settingLines('$final_destiny_maps_by_ccat', filter).slice(1).sort();

const of = (encrypted: string, unchecked: string, ambiguous: string): string[] => [
  `$final_destiny_maps_by_ccat{CC_UNCHECKED . ',1'} = ${encrypted};`,
  `$final_destiny_maps_by_ccat{CC_UNCHECKED . ',2'} = ${unchecked};`,
  `$final_destiny_maps_by_ccat{CC_UNCHECKED . ',3'} = do { require '/usr/lib/dual-mta/AmbiguousContent.pm'; ${ambiguous} };`,
];

describe('mail that could not be looked into', () => {
  test('is kept, whatever the reason', () => {
    expect(destinies()).toEqual(of('D_DISCARD', 'D_DISCARD', 'D_DISCARD'));
    expect(settingLines('$final_unchecked_destiny')).toEqual(['$final_unchecked_destiny = D_DISCARD;']);
    expect(settingLines('$virus_scanners_failure_is_fatal')).toEqual(['$virus_scanners_failure_is_fatal = 1;']);
  });

  test('AmavisFilter.uncheckedDestiny: is for what could not be opened and for what exceeds the limits', () => {
    const filter = { uncheckedDestiny: Destiny.PASS };

    expect(destinies(filter)).toEqual(of('D_DISCARD', 'D_PASS', 'D_DISCARD'));
    expect(settingLines('$final_unchecked_destiny', filter)).toEqual(['$final_unchecked_destiny = D_PASS;']);
  });

  test('AmavisFilter.encryptedDestiny, AmavisFilter.ambiguousDestiny: are for those alone', () => {
    expect(destinies({ encryptedDestiny: Destiny.PASS })).toEqual(of('D_PASS', 'D_DISCARD', 'D_DISCARD'));
    expect(destinies({ ambiguousDestiny: Destiny.BOUNCE })).toEqual(of('D_DISCARD', 'D_DISCARD', 'D_BOUNCE'));
  });

  test('is not stopped by the kind that all of it is of, where its own kind is delivered', () => {
    expect(settingLines('$final_destiny_maps_by_ccat')[0]).toMatch(
      /^\$final_destiny_maps_by_ccat\{\+CC_UNCHECKED\} = sub/,
    );
  });

  test('AmavisFilter.policies.uncheckedLover: is for each reason', () => {
    expect(settingLines('$lovers_maps_by_ccat')).toEqual(
      [1, 2, 3].map((kind) => `$lovers_maps_by_ccat{CC_UNCHECKED . ',${kind}'} = sub { ca('unchecked_lovers_maps') };`),
    );
  });

  test('AmavisFilter.warnUncheckedRecipients: its recipients are told, whatever the reason', () => {
    const warned = (one: number): string[] =>
      ['', ',1', ',2', ',3'].map((minor) => `$warnrecip_maps_by_ccat{CC_UNCHECKED . '${minor}'} = [${one}];`);

    expect(settingLines('$warnrecip_maps_by_ccat')).toEqual(warned(1));
    expect(settingLines('$warnrecip_maps_by_ccat', { warnUncheckedRecipients: false })).toEqual(warned(0));
  });
});
