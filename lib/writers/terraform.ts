/** Text that Terraform must not read as a template: `${` and `%{` begin one in every string. */
export const escapeTemplate = (text: string): string => text.replace(/\$\{/g, '$$$${').replace(/%\{/g, '%%{');
