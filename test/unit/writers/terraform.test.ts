import { escapeTemplate } from '../../../lib/writers/terraform';

// That Terraform itself reads back what was written is tested in test/terraform.
describe('text for Terraform', () => {
  test.each([
    ['${client_addr}', '$${client_addr}'],
    ['%{if}', '%%{if}'],
    ['a ${b} %{c} ${d}', 'a $${b} %%{c} $${d}'],
  ])('%s begins no template as %s', (text, escaped) => {
    expect(escapeTemplate(text)).toBe(escaped);
  });

  test('stays as it is where no template begins', () => {
    expect(escapeTemplate('$j $ { %d % {')).toBe('$j $ { %d % {');
  });
});
