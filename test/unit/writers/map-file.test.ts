import { writeNames, writeMap } from '../../../lib/writers/map-file';

test("a map's source has a line for each entry: key, tab, value", () => {
  expect(
    writeMap([
      { key: 'To:jim@example.com', value: 'OK' },
      { key: 'To:example.com', value: 'ERROR:5.1.1:550 No such user here' },
    ]),
  ).toBe('To:jim@example.com\tOK\nTo:example.com\tERROR:5.1.1:550 No such user here\n');
});

test('a class file has a name a line, and is empty where there are none', () => {
  expect(writeNames(['example.com', 'example.net'])).toBe('example.com\nexample.net\n');
  expect(writeNames([])).toBe('');
});
