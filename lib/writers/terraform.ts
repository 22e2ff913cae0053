/**
 * Text that Terraform must not read as a template: `${` and `%{` begin one in every string. What cdktf itself left in it,
 * the mark of a value that is known only at apply, stays.
 */
export const escapeTemplate = (text: string): string =>
  text.replace(/\$\{(?!TfToken\[)/g, '$$$${').replace(/%\{/g, '%%{');
