import { AmavisFilterOptions, HeaderTest } from 'cdktf-dual-mta';
import { settingLines } from '../../../tooling/filter-settings';

const testsWith = (filter?: AmavisFilterOptions): string[] =>
  settingLines('$allowed_header_tests', filter)
    .filter((line) => line.endsWith(' = 1;'))
    .map((line) => /'(\w+)'/.exec(line)?.[1] ?? '');

describe('headers', () => {
  test('AmavisFilter.headerTests: all mistakes make a bad header, or those that are chosen', () => {
    expect(testsWith()).toEqual(Object.values(HeaderTest));
    expect(testsWith({ headerTests: [HeaderTest.LONG, HeaderTest.EIGHT_BIT] })).toEqual(['8bit', 'long']);
    expect(testsWith({ headerTests: [] })).toEqual([]);
  });

  test('AmavisFilter.addedHeaders: are added or not, in small letters as amavisd looks them up', () => {
    expect(settingLines('$allowed_added_header_fields')).toEqual([]);
    expect(
      settingLines('$allowed_added_header_fields', { addedHeaders: { 'X-Spam-Report': true, 'X-Spam-Level': false } }),
    ).toEqual([
      "$allowed_added_header_fields{'x-spam-report'} = 1;",
      "$allowed_added_header_fields{'x-spam-level'} = 0;",
    ]);
  });
});
