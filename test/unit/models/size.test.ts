import { Size } from 'cdktf-dual-mta';

describe('a size', () => {
  test.each([
    [Size.bytes(1), 1],
    [Size.kibibytes(1), 1024],
    [Size.mebibytes(1), 1_048_576],
    [Size.gibibytes(1), 1_073_741_824],
  ])('%s has the right number of bytes', (size, bytes) => {
    expect(size.toBytes()).toBe(bytes);
  });

  test('is rounded up to mebibytes, so that a limit is never below what was asked for', () => {
    expect(Size.bytes(1).toMebibytes()).toBe(1);
    expect(Size.kibibytes(1025).toMebibytes()).toBe(2);
  });

  test.each([
    [Size.gibibytes(2), '2 GiB'],
    [Size.mebibytes(1536), '1536 MiB'],
    [Size.kibibytes(3), '3 KiB'],
    [Size.bytes(1000), '1000 bytes'],
    [Size.bytes(0), '0 bytes'],
  ])('shows itself in the largest unit that divides it: %s', (size, shown) => {
    expect(size.toString()).toBe(shown);
  });

  test.each([-1, 0.5, NaN, Infinity])('cannot be %d bytes', (amount) => {
    expect(() => Size.bytes(amount)).toThrow(
      new RangeError(`a size is a whole number of bytes, 0 or more; found ${amount} bytes`),
    );
  });
});
