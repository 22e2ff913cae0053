import { AMAVISD_SETTINGS } from '../tooling/amavisd-settings-page';
import { SENDMAIL_OPTIONS } from '../tooling/sendmail-options-page';

describe.each([
  ['docs/sendmail-options.md', SENDMAIL_OPTIONS],
  ['docs/amavisd-settings.md', AMAVISD_SETTINGS],
])('%s', (_, page) => {
  test('is current', () => {
    page.check();
  });

  test('every property has a unit test and a test on the real program', () => {
    expect(page.untested).toEqual([]);
  });

  test('every title that names a property names one that there is', () => {
    expect(page.unknown).toEqual({});
  });

  test('the docstring of a property says its default, and names the setting that its rows set', () => {
    expect(page.silent).toEqual([]);
  });
});
